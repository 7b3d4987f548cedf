import { addressLink } from '../lib/address-link.js';

const LINK = /^#?(reset|verify|confirm-email)=([^\s&]+)/;

/** A link in a mail from the server. It resets a password or confirms an e-mail address. */
interface MailedLink {
  readonly kind: 'reset' | 'verify' | 'confirm-email';
  readonly token: string;
}

function parseLink(text: string): MailedLink | undefined {
  const [, kind, token] = LINK.exec(text) ?? [];
  return token === undefined ? undefined : { kind: kind as MailedLink['kind'], token };
}

/** The mailed link with which this page was opened. A link for which the user fills in a form survives a reload. */
export const { use: useMailedLink, discard: discardMailedLink } = addressLink({
  key: 'hub.link',
  pattern: LINK,
  parse: parseLink,
  isPersisted: ({ kind }) => kind === 'reset',
});
