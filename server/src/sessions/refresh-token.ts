import { createHash, createHmac, randomBytes } from 'node:crypto';
import { parse as bytesOf, validate } from 'uuid';

/** The bytes of a token: the id of its session, and a secret. */
const BYTES = { id: 16, secret: 32 };
const SYNTAX = new RegExp(`^[\\w-]{${((BYTES.id + BYTES.secret) * 4) / 3}}$`);
/**
 * The maximum number of successors computed to recognize a spent token: a year of renewals every hour. Each takes 4 us.
 */
const MAX_DISTANCE = 10_000;

/**
 * A token that renews the access token of a session, once. Each token except the first is computed from its predecessor
 * and a key of the server. Therefore the newest token, of which only the hash is stored, can be computed from a spent
 * token, but not from a forged one.
 */
export interface RefreshToken {
  readonly sessionId: string;
  readonly secret: Buffer;
}

/** Creates the first token of a session. */
export function firstToken(sessionId: string): RefreshToken {
  return { sessionId, secret: randomBytes(BYTES.secret) };
}

/** Computes the next token. @param key the key of the server */
export function successorOf({ sessionId, secret }: RefreshToken, key: Buffer): RefreshToken {
  return { sessionId, secret: createHmac('sha256', key).update(bytesOf(sessionId)).update(secret).digest() };
}

/** Returns the hash under which a token is stored. */
export function hashOf({ secret }: RefreshToken): Buffer {
  return createHash('sha256').update(secret).digest();
}

/**
 * Computes the newest token of the chain from an earlier one.
 *
 * @param newestHash the stored hash of the newest token
 * @param rotations the number of spent tokens of the session, which limits the distance
 * @returns the newest token, and its distance from the given one in tokens; undefined for a token that is not of the
 * session, or is too old
 *   to be recognized
 */
export function findNewest(
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

/** Encodes a token for the client: 64 characters of base64url. */
export function encodeToken({ sessionId, secret }: RefreshToken): string {
  return Buffer.concat([bytesOf(sessionId), secret]).toString('base64url');
}

/** Decodes a token. @returns undefined for a text that is not a token */
export function decodeToken(text: string): RefreshToken | undefined {
  if (!SYNTAX.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  const hex = bytes.subarray(0, BYTES.id).toString('hex');
  const sessionId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return validate(sessionId) ? { sessionId, secret: bytes.subarray(BYTES.id) } : undefined;
}
