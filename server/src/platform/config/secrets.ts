/** Secrets that anyone can read: in `.env.example`, in the examples of jwt.io, and in the tutorials that quote them. */
const PUBLISHED = new Set([
  'some_secret',
  'your-256-bit-secret',
  'a-string-secret-at-least-256-bits-long',
  'a-valid-string-secret-that-is-at-least-512-bits-long-which-is-very-long',
]);

/** The shortest key for HS256, in bytes (RFC 7518, section 3.2). */
const MIN_BYTES = 32;

/**
 * Fewer characters, or fewer steps from one to the next, are a pattern: of 10 million random secrets of 32 hexadecimal digits one
 * has fewer than seven characters. `0123456789abcdef`, twice, has three steps.
 */
const MIN_DIFFERENT = 7;

/** What is said of each secret that will not do. */
export const SECRET_ADVICE = 'choose one with `openssl rand -base64 32`';

/** The secrets that tokens are accepted from, as the configuration names them. */
export interface TokenSecrets {
  readonly JWT_SECRET?: string | undefined;
  readonly JWT_SECRET_PREVIOUS: readonly string[];
}

/** Why tokens can be forged, one line for each secret that allows it. Empty when every secret is set well or made by the server. */
export function secretFaults({ JWT_SECRET, JWT_SECRET_PREVIOUS }: TokenSecrets): string[] {
  return [
    ...(JWT_SECRET === undefined ? [] : faultsOf('JWT_SECRET', JWT_SECRET)),
    ...JWT_SECRET_PREVIOUS.flatMap((secret) => faultsOf('JWT_SECRET_PREVIOUS', secret)),
  ];
}

function faultsOf(key: string, secret: string): string[] {
  const fault = faultOf(secret);
  return fault === undefined ? [] : [`${key} ${fault}: ${SECRET_ADVICE}`];
}

function faultOf(secret: string): string | undefined {
  if (PUBLISHED.has(secret)) return 'is a published example, with which anyone can forge tokens';
  if (Buffer.byteLength(secret) < MIN_BYTES) return `is shorter than ${MIN_BYTES} bytes`;
  if (new Set(secret).size < MIN_DIFFERENT) return `has fewer than ${MIN_DIFFERENT} different characters`;
  if (repeats(secret)) return 'repeats a shorter text';
  if (stepsOf(secret).size < MIN_DIFFERENT) return 'has characters that follow each other by a rule';
  return undefined;
}

/** Whether a text is a shorter one at least twice, the last time perhaps in part. */
function repeats(text: string): boolean {
  const longest = Math.floor(text.length / 2);
  return Array.from({ length: longest }, (_, index) => index + 1).some(
    (period) => text.slice(period) === text.slice(0, -period),
  );
}

/** The differences between neighbouring characters. */
function stepsOf(text: string): Set<number> {
  const codes = Array.from(text, (character) => character.codePointAt(0)!);
  return new Set(codes.slice(1).map((code, index) => code - codes[index]!));
}
