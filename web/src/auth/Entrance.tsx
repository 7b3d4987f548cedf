import type { Login } from '@smart-hub/contract/auth';
import { Suspense, type ReactNode } from 'react';
import { usePolicy } from '../invitations/registration.js';
import { part } from '../ui/part.js';
import { AuthScreen } from './AuthScreen.js';
import { useMailedLink } from './mailed-link.js';

const VerifyEmail = part(() => import('./VerifyEmail.js'));

/** What comes before the conversations of somebody who is logged in: a password to reset, or an address to verify. */
export function Entrance({ session, children }: { session: Pick<Login, 'user'>; children: ReactNode }) {
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
