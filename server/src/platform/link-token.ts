import { createHash, randomBytes } from 'node:crypto';

/** The token of a link, and the hash of the token. The database stores only the hash. */
export interface LinkToken {
  /** 32 random bytes in base64url. */
  readonly token: string;
  readonly tokenHash: Buffer;
}

export function newLinkToken(): LinkToken {
  const token = randomBytes(32).toString('base64url');
  return { token, tokenHash: hashLinkToken(token) };
}

/** Returns the SHA-256 hash of a token. Because the token is random, a slow hash would not protect it any better. */
export function hashLinkToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
