import { addressLink } from '../lib/address-link.js';

const LINK = /#invitation=([^\s&]*)/;

/** Returns the token of an invitation from a pasted text, which is either a link or only the token. */
export const invitationTokenIn = (pasted: string): string => LINK.exec(pasted)?.[1] ?? pasted.trim();

/** The token of the invitation link with which this page was opened. It survives a reload. */
export const { use: useInvitation, discard: discardInvitation } = addressLink({
  key: 'hub.invitation',
  pattern: LINK,
  parse: (text) => invitationTokenIn(text) || undefined,
  isPersisted: () => true,
});
