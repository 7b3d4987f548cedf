/** Secrets that anyone can read: in `.env.example`, in the examples of jwt.io, and in the tutorials that quote them. */
const PUBLISHED = new Set([
  'some_secret',
  'your-256-bit-secret',
  'a-string-secret-at-least-256-bits-long',
  'a-valid-string-secret-that-is-at-least-512-bits-long-which-is-very-long',
]);

/** The shortest key for HS256, in bytes (RFC 7518, section 3.2). */
const MIN_BYTES = 32;

/** Fewer characters are a pattern: of 10 million random secrets of 32 hexadecimal digits one has fewer than seven. */
const MIN_DIFFERENT = 7;

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
  if (PUBLISHED.has(secret)) return [`${key} is a published example, with which anyone can forge tokens`];
  if (Buffer.byteLength(secret) < MIN_BYTES) return [`${key} is shorter than ${MIN_BYTES} bytes`];
  if (new Set(secret).size < MIN_DIFFERENT) return [`${key} has fewer than ${MIN_DIFFERENT} different characters`];
  return [];
}
