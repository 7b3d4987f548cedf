import { createHmac, createSecretKey, hkdfSync, timingSafeEqual, type KeyObject } from 'node:crypto';

/** Separates this key from every other use of the same secret (RFC 5869, section 3.2). */
const PURPOSE = 'smart-hub: messages between nodes';
/** A truncated HMAC of at least half of its length is as good (RFC 2104, section 5). */
const SIGNATURE_BYTES = 16;

/** How many characters a signature has: {@link SIGNATURE_BYTES} in base64url. */
export const SIGNATURE_LENGTH = 22;

/**
 * Signs what nodes publish, and verifies what they receive: HMAC-SHA-256, with keys derived from the secrets of the
 * tokens. A signature covers the channel: the same text is refused on another one.
 */
export class BusSignatures {
  private readonly current: KeyObject;
  private readonly accepted: readonly KeyObject[];

  /**
   * @param secret the secret to sign with
   * @param previous earlier secrets whose signatures are still accepted, so that the secret can be rotated while nodes
   * run
   */
  constructor(secret: string, previous: readonly string[]) {
    this.current = keyOf(secret);
    this.accepted = [this.current, ...previous.map(keyOf)];
  }

  /** @returns {@link SIGNATURE_LENGTH} characters */
  sign(channel: string, text: string): string {
    return hmac(this.current, channel, text).toString('base64url');
  }

  /** Whether a text was signed for this channel, with one of the accepted secrets. */
  verify(channel: string, text: string, signature: string): boolean {
    const given = Buffer.from(signature, 'base64url');
    if (given.length !== SIGNATURE_BYTES) return false;
    return this.accepted.some((key) => timingSafeEqual(hmac(key, channel, text), given));
  }
}

function keyOf(secret: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', PURPOSE, 32)));
}

/** Separates channel and text by a line break, which no channel contains. */
function hmac(key: KeyObject, channel: string, text: string): Buffer {
  return createHmac('sha256', key).update(`${channel}\n${text}`).digest().subarray(0, SIGNATURE_BYTES);
}
