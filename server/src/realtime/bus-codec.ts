import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { SIGNATURE_LENGTH, type BusSignatures } from './bus-signatures.js';

/**
 * The maximum length of the JSON of a message's topic and payload, in characters: several times the length of the
 * longest message that a node publishes.
 */
export const MAX_BODY = 1_000_000;

const NODE_BYTES = 6;
const NODE_LENGTH = (NODE_BYTES * 4) / 3;
/** The node id, the signature and the number before the JSON take less than 100 characters. */
const MAX_LENGTH = MAX_BODY + 100;
/** The number of a message. It has at most 15 digits, so a JavaScript number represents it exactly. */
const NUMBER_PATTERN = /^[1-9]\d{0,14}$/;

const Body = z.tuple([z.string(), z.unknown()]);

/** A received message whose signature is valid. */
export interface BusMessage {
  /** The id of the node that published the message. */
  readonly sender: string;
  /** Each node numbers the messages that it publishes: 1, 2, 3. */
  readonly number: number;
  readonly topic: string;
  readonly payload: unknown;
}

/**
 * Encodes and decodes the messages of the node bus: `<node><signature><number>["topic",payload]`. The signature covers
 * the channel and all other parts.
 */
export class BusCodec {
  /** The id of this node: random, and new after each start. */
  readonly node = randomBytes(NODE_BYTES).toString('base64url');
  /** The number of the newest message that this node has encoded. */
  lastNumber = 0;

  constructor(private readonly signatures: BusSignatures) {}

  /** @param body topic and payload as JSON: serialized once, for any number of channels */
  encode(channel: string, body: string): string {
    this.lastNumber += 1;
    const rest = `${this.lastNumber}${body}`;
    return `${this.node}${this.signatures.sign(channel, this.node + rest)}${rest}`;
  }

  /**
   * @returns the message; a string with the reason if the text is not a valid message; undefined for this node's own
   *   messages
   */
  decode(channel: string, text: string): BusMessage | string | undefined {
    if (text.length > MAX_LENGTH) return 'it is too long';
    const sender = text.slice(0, NODE_LENGTH);
    if (sender === this.node) return undefined;
    const signature = text.slice(NODE_LENGTH, NODE_LENGTH + SIGNATURE_LENGTH);
    const rest = text.slice(NODE_LENGTH + SIGNATURE_LENGTH);
    if (!this.signatures.verify(channel, sender + rest, signature)) return 'its signature is wrong';
    const start = rest.indexOf('[');
    const number = rest.slice(0, start);
    const body = Body.safeParse(parseJson(rest.slice(start)));
    if (!NUMBER_PATTERN.test(number) || !body.success) return 'it is malformed';
    const [topic, payload] = body.data;
    return { sender, number: Number(number), topic, payload };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
