/** The longest input that is normalised, in UTF-16 code units: ordering many combining marks takes quadratic time. */
const MAX_TYPED_LENGTH = 1000;
/** Limits in octets, from RFC 5321, section 4.5.3.1. */
const MAX_LOCAL_PART_BYTES = 64;
const MAX_BYTES = 254;

/** A local part: letters, marks and digits of any script, and some signs, separated by single dots (RFC 6531). */
const LOCAL_PART = /^(?!\p{M})(?:(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{M}\p{N}_'+-]|(?<=[^.])\.(?=[^.]))+$/u;
/**
 * A domain before its conversion to ASCII. Required because the URL parser would also accept ports, paths, escapes and
 * numeric hosts.
 */
const INTERNATIONAL_DOMAIN =
  /^(?:(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{M}\p{N}.\u3002\uFF0E\uFF61-]|[\u200C\u200D])+$/u;
const HYPHEN_AT_AN_END = /(?:^|[.\u3002\uFF0E\uFF61])-|-(?:$|[.\u3002\uFF0E\uFF61])/u;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{0,58}[a-z0-9])$/;
const ASCII = /^\p{ASCII}*$/u;

/**
 * Returns an address as it is stored: trimmed, the local part lower-cased and composed (NFC), the domain lower-cased
 * and in ASCII (punycode, UTS 46). For input that is not an address, returns a text that {@link faultOfEmail} rejects.
 */
export function cleanEmail(typed: string): string {
  const trimmed = typed.trim();
  if (trimmed.length > MAX_TYPED_LENGTH) return trimmed;
  const { local, domain } = splitAddress(trimmed);
  return `${lowerCase(local.normalize('NFC')).normalize('NFC')}@${toAsciiDomain(domain)}`;
}

/**
 * Lower-cases a local part, and normalises the Greek letter sigma. Sigma has two lower-case forms (σ, ς) but one
 * upper-case form, so without this the result would depend on the typed case.
 */
function lowerCase(local: string): string {
  return local
    .toLowerCase()
    .replace(/[\u03c2\u03c3](?=[\p{L}\p{M}])/gu, '\u03c3')
    .replace(/\u03c3(?![\p{L}\p{M}])/gu, '\u03c2');
}

/**
 * Validates an address.
 *
 * @param email the result of {@link cleanEmail}
 * @returns an error message to append to the field name; undefined when the address is valid
 */
export function faultOfEmail(email: string): string | undefined {
  if (email.length > MAX_TYPED_LENGTH) return `must be at most ${MAX_BYTES} bytes long`;
  const { local, domain } = splitAddress(email);
  if (!LOCAL_PART.test(local)) return 'must be an e-mail address';
  if (byteLength(local) > MAX_LOCAL_PART_BYTES) return `must have at most ${MAX_LOCAL_PART_BYTES} bytes before the @`;
  if (byteLength(email) > MAX_BYTES) return `must be at most ${MAX_BYTES} bytes long`;
  return DOMAIN.test(domain) ? undefined : 'must be an e-mail address';
}

function splitAddress(address: string): { local: string; domain: string } {
  const at = address.lastIndexOf('@');
  return at === -1 ? { local: '', domain: '' } : { local: address.slice(0, at), domain: address.slice(at + 1) };
}

/** Converts a domain to ASCII. Returns it unchanged when it cannot be converted. */
function toAsciiDomain(domain: string): string {
  if (ASCII.test(domain)) return domain.toLowerCase();
  if (!INTERNATIONAL_DOMAIN.test(domain) || HYPHEN_AT_AN_END.test(domain)) return domain;
  const address = `http://${domain}`;
  return URL.canParse(address) ? new URL(address).hostname : domain;
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
