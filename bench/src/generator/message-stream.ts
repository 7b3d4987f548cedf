import { randomBytes } from 'node:crypto';
import type { Connection } from './connection.js';
import type { Pair } from '../jobs.js';

/**
 * How many messages of one sender may be in flight; beyond that, start times in the ring buffer would be overwritten.
 */
const RING_SIZE = 8192;
const DELIVERED = 1;
const ACKNOWLEDGED = 2;
const CONTENT = 'The quick brown fox jumps over the lazy dog, again and again, until somebody writes it down at last.';

/** The outcomes of the messages of all senders. */
export interface Tally {
  doubled: number;
  disordered: number;
  failed: number;
  firstFailure?: string;
  /** Called when a message has both arrived and been acknowledged. */
  onCompleted: (stream: MessageStream, since: number) => void;
}

/**
 * The messages from one user to another. Numbers them 0, 1, 2, and checks that each arrives once, in order, and is
 * acknowledged.
 */
export class MessageStream {
  sent = 0;
  completed = 0;
  private readonly since = new Float64Array(RING_SIZE);
  private readonly states = new Uint8Array(RING_SIZE);
  private readonly clientIds = `${randomBytes(6).toString('hex')}-`;
  private readonly marker = `"clientMessageId":"${this.clientIds}`;
  private readonly payload: string;
  private expected = 0;

  constructor(
    private readonly connection: Connection,
    receiverId: Pair['to']['id'],
    private readonly tally: Tally,
    content = CONTENT,
  ) {
    this.payload = `["send_message",{"receiverId":"${receiverId}","content":"${content}","clientMessageId":"${this.clientIds}`;
  }

  /** @param since the time from which the latency counts, by `performance.now()` */
  send(since: number): void {
    const number = this.sent;
    this.sent += 1;
    if (number - this.completed >= RING_SIZE) throw new Error('The server is too far behind for this rate.');
    this.since[number % RING_SIZE] = since;
    this.states[number % RING_SIZE] = 0;
    this.connection.send(`2${number}${this.payload}${number}"}]`);
  }

  /** @param packet `3<number>[...]` */
  onAcknowledgement(packet: string): void {
    const bracket = packet.indexOf('[');
    if (packet.startsWith('{"error"', bracket + 1)) {
      this.tally.failed += 1;
      this.tally.firstFailure ??= packet.slice(bracket);
    }
    this.record(Number.parseInt(packet.slice(1, bracket), 10), ACKNOWLEDGED);
  }

  /** @param packet `2["new_message",{...}]` */
  onDelivery(packet: string): void {
    const at = packet.indexOf(this.marker);
    if (at < 0) return;
    const number = Number.parseInt(packet.slice(at + this.marker.length, at + this.marker.length + 12), 10);
    if (number < this.expected) this.tally.doubled += 1;
    else if (number > this.expected) this.tally.disordered += 1;
    this.expected = Math.max(this.expected, number + 1);
    this.record(number, DELIVERED);
  }

  private record(number: number, progress: number): void {
    const slot = number % RING_SIZE;
    const state = this.states[slot]! | progress;
    if (state === this.states[slot]) return;
    this.states[slot] = state;
    if (state !== (DELIVERED | ACKNOWLEDGED)) return;
    this.completed += 1;
    this.tally.onCompleted(this, this.since[slot]!);
  }
}
