import { Suspense } from 'react';
import { part } from '../ui/part.js';
import { useMailedLink } from './mailed-link.js';

const ConfirmationDialog = part(() => import('./ConfirmationDialog.js'));

/** What comes of a mailed link that needs no form, for those who are logged in and those who are not. */
export function MailedLinks() {
  const link = useMailedLink();
  if (!link || link.kind === 'reset') return null;
  return (
    <Suspense>
      <ConfirmationDialog key={link.token} kind={link.kind} token={link.token} />
    </Suspense>
  );
}
