import { addressLink } from '../lib/address-link.js';

const LINK = /#invitation=([^\s&]*)/;

/** Returns the token from pasted text, which is the link or only the token. */
export const invitationTokenIn = (pasted: string): string => LINK.exec(pasted)?.[1] ?? pasted.trim();

/** The token of the invitation that opened this page. It survives a reload. */
export const { use: useInvitation, discard: discardInvitation } = addressLink({
  key: 'hub.invitation',
  pattern: LINK,
  parse: (text) => invitationTokenIn(text) || undefined,
  isPersisted: () => true,
});
