import { characterBefore, isWordCharacter, matchAt } from './characters.js';

/** The maximum length of a link, in characters. Longer addresses are plain text. */
export const MAX_LINK_LENGTH = 2048;
/**
 * Matches an address. It ends at white space, at characters that are not valid in an address, and at punctuation of
 * scripts without spaces.
 */
const ADDRESS = /(?:https?:\/\/|www\.|mailto:)[^\s<>"`，。、；：？！（）「」『』【】《》〈〉〔〕“”‘’…،؛؟]+/iy;
const DOMAIN = /[a-z0-9](?:[a-z0-9-]{0,62})(?:\.[a-z0-9](?:[a-z0-9-]{0,62})){1,10}/iy;
const LOCAL_PART = /[a-z0-9](?:[\w.+-]{0,63})$/i;
/**
 * Matches what separates possible host names in the text of a link. Browsers treat the full stops of other scripts as
 * dots.
 */
const HOST_SEPARATOR = /[^\p{L}\p{N}.。．｡-]+/u;

export interface Autolink {
  readonly text: string;
  readonly href: string;
}

/**
 * Finds the address that begins at an index. Punctuation after the address belongs to the sentence, and so does a
 * closing parenthesis if the opening one is before the address.
 *
 * @returns the link; or the number of characters to skip, at least 1, if there is no valid address
 */
export function autolinkAt(text: string, index: number): Autolink | number {
  if (isWordCharacter(characterBefore(text, index))) return 1;
  const found = matchAt(ADDRESS, text, index);
  if (found === undefined) return 1;
  const address = withoutTrailing(found);
  const href = hrefOf(address);
  return href === undefined ? found.length : { text: address, href };
}

/**
 * Finds the e-mail address around an `@`.
 *
 * @param from the start of the text that may belong to the address
 */
export function emailAround(
  text: string,
  at: number,
  from: number,
): { readonly start: number; readonly text: string } | undefined {
  const local = LOCAL_PART.exec(text.slice(Math.max(from, at - 64), at))?.[0];
  const domain = matchAt(DOMAIN, text, at + 1);
  if (local === undefined || domain === undefined || !/\.[a-z]{2,63}$/i.test(domain)) return undefined;
  const start = at - local.length;
  if (isWordCharacter(characterBefore(text, start))) return undefined;
  return { start, text: `${local}@${domain}` };
}

/** Returns the `href` for an address that a user has typed; undefined if it is not a valid web or mail address. */
export function hrefOf(address: string): string | undefined {
  if (address.length > MAX_LINK_LENGTH) return undefined;
  const absolute = /^www\./i.test(address) ? `https://${address}` : address;
  if (!/^(?:https?:\/\/|mailto:)./i.test(absolute)) return undefined;
  try {
    const url = new URL(absolute);
    const isComplete = url.protocol === 'mailto:' ? /.@./.test(url.pathname) : url.hostname !== '';
    return isComplete ? absolute : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the text of a link names another host, or another host of a mail address, than its target has. */
export function namesAnotherTarget(label: string, href: string): boolean {
  const url = new URL(href);
  const target = (url.protocol === 'mailto:' ? url.pathname.split('@').at(-1)! : url.hostname).toLowerCase();
  return label.split(HOST_SEPARATOR).some((name) => {
    const host = hostOf(name);
    return host !== undefined && host !== target && !target.endsWith(`.${host}`) && host !== `www.${target}`;
  });
}

/**
 * Returns the host name that a browser would read from a word; undefined for a word without a dot inside, and for a
 * number such as `1.5`.
 */
function hostOf(word: string): string | undefined {
  const name = word.replace(/^[.-]+/, '').replace(/[.-]+$/, '');
  if (!/[.。．｡]/.test(name) || !/\p{L}/u.test(name)) return undefined;
  try {
    return new URL(`http://${name}`).hostname;
  } catch {
    return undefined;
  }
}

function withoutTrailing(address: string): string {
  let end = address.length;
  let open = count(address, '(') - count(address, ')');
  for (; end > 0; end -= 1) {
    const last = address[end - 1]!;
    if (last === ')' && open < 0) open += 1;
    else if (!/[.,;:!?'*_~|\]}[{(]/.test(last)) break;
    else if (last === '(') open -= 1;
  }
  return address.slice(0, end);
}

const count = (text: string, character: string): number => text.split(character).length - 1;
