import { createHash, createHmac, randomBytes } from 'node:crypto';
import { parse as bytesOf, validate } from 'uuid';

/** The bytes of a token: the id of its session, and a secret. */
const BYTES = { id: 16, secret: 32 };
const SYNTAX = new RegExp(`^[\\w-]{${((BYTES.id + BYTES.secret) * 4) / 3}}$`);
/** How many tokens later the newest may be for a spent one to be recognized: a year of renewals every hour. Each takes 4 us. */
const MAX_DISTANCE = 10_000;

/**
 * Renews the access tokens of a session, once. Each token but the first is computed from the one before it and a key of the
 * server. So a spent token leads to the newest one, of which the hash alone is stored; and a stranger's does not.
 */
export interface RefreshToken {
  readonly sessionId: string;
  readonly secret: Buffer;
}

/** The first token of a session. */
export function firstToken(sessionId: string): RefreshToken {
  return { sessionId, secret: randomBytes(BYTES.secret) };
}

/** The token that follows. @param key of the server */
export function successorOf({ sessionId, secret }: RefreshToken, key: Buffer): RefreshToken {
  return { sessionId, secret: createHmac('sha256', key).update(bytesOf(sessionId)).update(secret).digest() };
}

/** What is stored of a token. */
export function hashOf({ secret }: RefreshToken): Buffer {
  return createHash('sha256').update(secret).digest();
}

/**
 * The newest token of the chain, and how many tokens earlier the given one was.
 *
 * @param newestHash that is stored
 * @param rotations how many tokens of the session were spent: the distance can be no longer
 * @returns undefined for a token that is none of the session's, or is too old to tell
 */
export function newestOf(
  token: RefreshToken,
  { key, newestHash, rotations }: { readonly key: Buffer; readonly newestHash: Buffer; readonly rotations: number },
): { readonly newest: RefreshToken; readonly distance: number } | undefined {
  let newest = token;
  for (let distance = 0; distance <= Math.min(rotations, MAX_DISTANCE); distance += 1) {
    if (hashOf(newest).equals(newestHash)) return { newest, distance };
    newest = successorOf(newest, key);
  }
  return undefined;
}

/** A token as clients keep it: 64 characters of base64url. */
export function writeToken({ sessionId, secret }: RefreshToken): string {
  return Buffer.concat([bytesOf(sessionId), secret]).toString('base64url');
}

/** @returns undefined for a text that is no token */
export function readToken(text: string): RefreshToken | undefined {
  if (!SYNTAX.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  const hex = bytes.subarray(0, BYTES.id).toString('hex');
  const sessionId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return validate(sessionId) ? { sessionId, secret: bytes.subarray(BYTES.id) } : undefined;
}
