import { addressLink } from '../lib/address-link.js';

const LINK = /^#?(reset|verify|confirm-email)=([^\s&]+)/;

/** A link in a mail of the server, which resets a password or confirms an e-mail address. */
interface MailedLink {
  readonly kind: 'reset' | 'verify' | 'confirm-email';
  readonly token: string;
}

function parseLink(text: string): MailedLink | undefined {
  const [, kind, token] = LINK.exec(text) ?? [];
  return token === undefined ? undefined : { kind: kind as MailedLink['kind'], token };
}

/** The mailed link that opened this page. A link that needs a form survives a reload. */
export const { use: useMailedLink, discard: discardMailedLink } = addressLink({
  key: 'hub.link',
  pattern: LINK,
  parse: parseLink,
  isPersisted: ({ kind }) => kind === 'reset',
});
