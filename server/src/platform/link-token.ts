import { createHash, randomBytes } from 'node:crypto';

/** The token of a link, and what is stored of it. */
export interface LinkToken {
  /** 32 random bytes in base64url. */
  readonly token: string;
  readonly tokenHash: Buffer;
}

export function newLinkToken(): LinkToken {
  const token = randomBytes(32).toString('base64url');
  return { token, tokenHash: hashOf(token) };
}

/** SHA-256: a token is random, so that a slow hash would protect it no better. */
export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
