import { Suspense } from 'react';
import { lazyPart } from '../ui/lazy-part.js';
import { useMailedLink } from './mailed-link.js';

const ConfirmationDialog = lazyPart(() => import('./ConfirmationDialog.js'));

/** Handles mailed links that need no form, with or without a login. */
export function MailedLinks() {
  const link = useMailedLink();
  if (!link || link.kind === 'reset') return null;
  return (
    <Suspense>
      <ConfirmationDialog key={link.token} kind={link.kind} token={link.token} />
    </Suspense>
  );
}
