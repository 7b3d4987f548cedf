import { addressLink } from '../hub/address-link.js';

const LINK = /^#?(reset|verify|confirm-email)=([^\s&]+)/;

/** A link that the server has mailed: to choose another password, or to confirm an address. */
interface MailedLink {
  readonly kind: 'reset' | 'verify' | 'confirm-email';
  readonly token: string;
}

function linkIn(text: string): MailedLink | undefined {
  const [, kind, token] = LINK.exec(text) ?? [];
  return token === undefined ? undefined : { kind: kind as MailedLink['kind'], token };
}

/** The mailed link with which this page was opened. One that needs a form is kept over a reload. */
export const { use: useMailedLink, drop: dropMailedLink } = addressLink({
  key: 'hub.link',
  pattern: LINK,
  read: linkIn,
  isKept: ({ kind }) => kind === 'reset',
});
