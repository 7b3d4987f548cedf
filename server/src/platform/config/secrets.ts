/** Published secrets: from `.env.example`, the examples of jwt.io, and tutorials that quote them. */
const PUBLISHED = new Set([
  'some_secret',
  'your-256-bit-secret',
  'a-string-secret-at-least-256-bits-long',
  'a-valid-string-secret-that-is-at-least-512-bits-long-which-is-very-long',
]);

/** The shortest key for HS256, in bytes (RFC 7518, section 3.2). */
const MIN_BYTES = 32;

/**
 * A secret with fewer different characters, or fewer different steps from one character to the next, is a pattern. Only
 * one in 10 million random secrets of 32 hexadecimal digits has fewer than seven different characters.
 * `0123456789abcdef` twice has three steps.
 */
const MIN_DIFFERENT = 7;

/** The advice in every message about an insufficient secret. */
export const SECRET_ADVICE = 'choose one with `openssl rand -base64 32`';

/** The configured secrets with which accepted tokens may be signed. */
export interface TokenSecrets {
  readonly JWT_SECRET?: string | undefined;
  readonly JWT_SECRET_PREVIOUS: readonly string[];
}

/**
 * Why tokens can be forged: one line for each insufficient secret. Empty when every secret is sufficient or generated
 * by the server.
 */
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
  if (stepsOf(secret).size < MIN_DIFFERENT) return 'has a regular sequence of characters';
  return undefined;
}

/** Whether a text repeats a shorter text, whose last repetition may be incomplete. */
function repeats(text: string): boolean {
  const longest = Math.floor(text.length / 2);
  return Array.from({ length: longest }, (_, index) => index + 1).some(
    (period) => text.slice(period) === text.slice(0, -period),
  );
}

/** The differences between the code points of neighbouring characters. */
function stepsOf(text: string): Set<number> {
  const codes = Array.from(text, (character) => character.codePointAt(0)!);
  return new Set(codes.slice(1).map((code, index) => code - codes[index]!));
}
