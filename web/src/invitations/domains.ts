/** The parameters of RFC 3492, section 5. */
const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const FIRST_BIAS = 72;
const FIRST_CODE = 128;
const PREFIX = 'xn--';
const LAST_CODE = 0x10_ff_ff;

/**
 * A domain as people write it, such as `müller.de`.
 *
 * @param domain in ASCII; returned as it is where it is not what that text is converted to
 */
export function domainInUnicode(domain: string): string {
  const shown = domain.split('.').map(labelInUnicode).join('.');
  const address = `http://${shown}`;
  return URL.canParse(address) && new URL(address).hostname === domain ? shown : domain;
}

function labelInUnicode(label: string): string {
  if (!label.startsWith(PREFIX)) return label;
  return decode(label.slice(PREFIX.length)) ?? label;
}

/** Punycode. Undefined for what is none. */
function decode(text: string): string | undefined {
  const codes = Array.from(text.slice(0, Math.max(text.lastIndexOf('-'), 0)), (letter) => letter.codePointAt(0)!);
  let [code, index, bias] = [FIRST_CODE, 0, FIRST_BIAS];
  let at = text.lastIndexOf('-') + 1;
  while (at < text.length) {
    const before = index;
    for (let weight = 1, k = BASE; ; k += BASE) {
      const digit = Number.parseInt(text[at++] ?? '', BASE);
      if (Number.isNaN(digit)) return undefined;
      // RFC 3492 counts a to z before 0 to 9.
      const value = digit < 10 ? digit + 26 : digit - 10;
      index += value * weight;
      const threshold = Math.min(Math.max(k - bias, T_MIN), T_MAX);
      if (value < threshold) break;
      weight *= BASE - threshold;
    }
    const length = codes.length + 1;
    bias = adapted(index - before, length, before === 0);
    code += Math.floor(index / length);
    index %= length;
    if (code > LAST_CODE) return undefined;
    codes.splice(index, 0, code);
    index += 1;
  }
  return String.fromCodePoint(...codes);
}

/** The bias for the next number. */
function adapted(difference: number, length: number, isFirst: boolean): number {
  let delta = Math.floor(difference / (isFirst ? DAMP : 2));
  delta += Math.floor(delta / length);
  let k = 0;
  for (; delta > ((BASE - T_MIN) * T_MAX) / 2; k += BASE) delta = Math.floor(delta / (BASE - T_MIN));
  return k + Math.floor(((BASE - T_MIN + 1) * delta) / (delta + SKEW));
}
