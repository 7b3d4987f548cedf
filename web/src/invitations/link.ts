import { addressLink } from '../hub/address-link.js';

const LINK = /#invitation=([^\s&]*)/;

/** The token in what somebody pastes: the link, or the token alone. */
export const tokenIn = (pasted: string): string => LINK.exec(pasted)?.[1] ?? pasted.trim();

/** The token of the invitation with which this page was opened. It is kept over a reload. */
export const { use: useInvitation, drop: dropInvitation } = addressLink({
  key: 'hub.invitation',
  pattern: LINK,
  read: (text) => tokenIn(text) || undefined,
  isKept: () => true,
});
