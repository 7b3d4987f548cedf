import { characterBefore, isWordCharacter, matchAt } from './characters.js';

/** Longer addresses are plain text, in characters. */
export const MAX_LINK_LENGTH = 2048;
/** It ends at white space, at what no address contains, and at the punctuation of scripts that write no spaces. */
const ADDRESS = /(?:https?:\/\/|www\.|mailto:)[^\s<>"`，。、；：？！（）「」『』【】《》〈〉〔〕“”‘’…،؛؟]+/iy;
const DOMAIN = /[a-z0-9](?:[a-z0-9-]{0,62})(?:\.[a-z0-9](?:[a-z0-9-]{0,62})){1,10}/iy;
const LOCAL_PART = /[a-z0-9](?:[\w.+-]{0,63})$/i;
/** What separates names of hosts in the text of a link. Browsers take the dots of other scripts for dots. */
const NO_HOST = /[^\p{L}\p{N}.。．｡-]+/u;

export interface Autolink {
  readonly text: string;
  readonly href: string;
}

/**
 * The address that begins at an index. The punctuation after it belongs to the sentence, and so does a closing bracket that
 * was opened before it.
 *
 * @returns the link; or how many characters look like an address and are none, which is at least 1
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
 * The e-mail address around an `@`.
 *
 * @param from where the text begins that may belong to it
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

/** What a browser opens for an address as it was written; undefined when it is not an address of the web or of mail. */
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

/** Whether the text of a link names a host, or a mail address, other than the one where it leads. */
export function namesAnotherTarget(label: string, href: string): boolean {
  const url = new URL(href);
  const target = (url.protocol === 'mailto:' ? url.pathname.split('@').at(-1)! : url.hostname).toLowerCase();
  return label.split(NO_HOST).some((name) => {
    const host = hostOf(name);
    return host !== undefined && host !== target && !target.endsWith(`.${host}`) && host !== `www.${target}`;
  });
}

/** The host that a browser would take a word for; undefined for a word without a dot inside, and for numbers like `1.5`. */
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
