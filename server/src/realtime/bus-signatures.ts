import { createHmac, createSecretKey, hkdfSync, timingSafeEqual, type KeyObject } from 'node:crypto';

/**
 * The `info` input of HKDF: keys that are derived from the same secret for other purposes differ (RFC 5869, section
 * 3.2).
 */
const PURPOSE = 'smart-hub: messages between nodes';
/** Half the length of an HMAC-SHA-256: RFC 2104, section 5, allows truncation to no less than that. */
const SIGNATURE_BYTES = 16;

/** The length of a signature in characters: {@link SIGNATURE_BYTES} in base64url. */
export const SIGNATURE_LENGTH = 22;

/**
 * Signs the messages that nodes publish, and verifies those that they receive: HMAC-SHA-256, with keys derived from the
 * secrets that sign the access tokens. A signature covers the channel: the same text is refused on another channel.
 */
export class BusSignatures {
  private readonly current: KeyObject;
  private readonly accepted: readonly KeyObject[];

  /**
   * @param secret the secret to sign with
   * @param previous earlier secrets whose signatures are still accepted, so that the secret can be rotated while nodes
   *   run
   */
  constructor(secret: string, previous: readonly string[]) {
    this.current = keyOf(secret);
    this.accepted = [this.current, ...previous.map(keyOf)];
  }

  /** @returns {@link SIGNATURE_LENGTH} characters */
  sign(channel: string, text: string): string {
    return hmac(this.current, channel, text).toString('base64url');
  }

  /** Whether a text was signed for this channel, with the current secret or an earlier one that is still accepted. */
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
