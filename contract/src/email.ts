/** The longest address that is looked at, as it was typed, in UTF-16 code units: to order many marks takes quadratic time. */
const LONGEST_TYPED = 1000;
/** RFC 5321, section 4.5.3.1, in octets. */
const LONGEST_LOCAL = 64;
const LONGEST = 254;

/** Letters, marks, digits and some signs of any script, between single dots (RFC 6531). */
const LOCAL = /^(?!\p{M})(?:(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{M}\p{N}_'+-]|(?<=[^.])\.(?=[^.]))+$/u;
/** Before it is converted: a parser of addresses would also take ports, paths, escapes and numbers. */
const INTERNATIONAL_DOMAIN =
  /^(?:(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{M}\p{N}.\u3002\uFF0E\uFF61-]|[\u200C\u200D])+$/u;
const HYPHEN_AT_AN_END = /(?:^|[.\u3002\uFF0E\uFF61])-|-(?:$|[.\u3002\uFF0E\uFF61])/u;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{0,58}[a-z0-9])$/;
const ASCII = /^\p{ASCII}*$/u;

/**
 * An address as it is stored: trimmed, the local part lower-cased and composed (NFC), the domain lower-cased and in ASCII
 * (punycode, UTS 46). What is no address may come back as anything that {@link faultOfEmail} finds fault with.
 */
export function cleanEmail(typed: string): string {
  const trimmed = typed.trim();
  if (trimmed.length > LONGEST_TYPED) return trimmed;
  const { local, domain } = split(trimmed);
  return `${lowerCase(local.normalize('NFC')).normalize('NFC')}@${toAscii(domain)}`;
}

/** Sigma has one upper case and two lower ones; which of them is chosen would depend on the case in which it was typed. */
function lowerCase(local: string): string {
  return local
    .toLowerCase()
    .replace(/[\u03c2\u03c3](?=[\p{L}\p{M}])/gu, '\u03c3')
    .replace(/\u03c3(?![\p{L}\p{M}])/gu, '\u03c2');
}

/**
 * What is wrong with an address, in words that go on from "email".
 *
 * @param email as {@link cleanEmail} makes it
 */
export function faultOfEmail(email: string): string | undefined {
  if (email.length > LONGEST_TYPED) return `must be at most ${LONGEST} bytes long`;
  const { local, domain } = split(email);
  if (!LOCAL.test(local)) return 'must be an e-mail address';
  if (bytes(local) > LONGEST_LOCAL) return `must have at most ${LONGEST_LOCAL} bytes before the @`;
  if (bytes(email) > LONGEST) return `must be at most ${LONGEST} bytes long`;
  return DOMAIN.test(domain) ? undefined : 'must be an e-mail address';
}

function split(address: string): { local: string; domain: string } {
  const at = address.lastIndexOf('@');
  return at === -1 ? { local: '', domain: '' } : { local: address.slice(0, at), domain: address.slice(at + 1) };
}

/** The domain unchanged where it cannot be converted. */
function toAscii(domain: string): string {
  if (ASCII.test(domain)) return domain.toLowerCase();
  if (!INTERNATIONAL_DOMAIN.test(domain) || HYPHEN_AT_AN_END.test(domain)) return domain;
  const address = `http://${domain}`;
  return URL.canParse(address) ? new URL(address).hostname : domain;
}

function bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}
