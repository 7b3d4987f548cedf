import type { Login } from '@smart-hub/contract/auth';
import { Suspense, type ReactNode } from 'react';
import { usePolicy } from '../invitations/registration.js';
import { lazyPart } from '../ui/lazy-part.js';
import { AuthScreen } from './AuthScreen.js';
import { useMailedLink } from './mailed-link.js';

const VerifyEmail = lazyPart(() => import('./VerifyEmail.js'));

/**
 * Shows a password reset or a required verification of the e-mail address before the conversations of a logged-in user.
 */
export function AccountGate({ session, children }: { session: Pick<Login, 'user'>; children: ReactNode }) {
  const link = useMailedLink();
  const isVerificationRequired = usePolicy()?.emailVerification === 'required';
  if (link?.kind === 'reset') return <AuthScreen />;
  if (session.user.emailVerified === false && isVerificationRequired)
    return (
      <Suspense>
        <VerifyEmail user={session.user} />
      </Suspense>
    );
  return children;
}
