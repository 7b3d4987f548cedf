import type { Connection } from './connection.js';
import type { Direction, Tally } from './direction.js';

interface Options {
  readonly incoming: Direction | undefined;
  readonly outgoing: Direction | undefined;
  readonly conversationId: string;
  readonly receipts: boolean;
  /** By how much `seq` grows from one message received to the next: 1, or more when one's own come between; 0: no `seq`. */
  readonly step: 'one' | 'more' | 'none';
}

/** Hands what a connection is told to those who wait for it. */
export function listen(connection: Connection, options: Options, tally: Tally): void {
  const { incoming, outgoing, step, receipts } = options;
  const marks = receipts ? new Marks(connection, options.conversationId) : undefined;
  let last = 0;
  connection.onPacket = (packet) => {
    if (packet.startsWith('2["new_message"')) {
      incoming?.delivered(packet);
      if (step === 'none') return;
      const seq = seqOf(packet);
      if (last > 0 && (step === 'one' ? seq !== last + 1 : seq <= last)) tally.disordered += 1;
      last = seq;
      marks?.upTo(seq);
    } else if (packet.charCodeAt(0) === 0x33) {
      if (outgoing) outgoing.acknowledged(packet);
      else marks?.acknowledged();
    }
  };
}

function seqOf(packet: string): number {
  const at = packet.indexOf('"seq":') + 6;
  return Number.parseInt(packet.slice(at, at + 12), 10);
}

/** Tells how far a receiver has come: one `mark_delivered` and one `mark_read` on their way, later ones join. */
class Marks {
  private seq = 0;
  private told = 0;
  private waiting = 0;
  private id = 0;

  constructor(
    private readonly connection: Connection,
    private readonly conversationId: string,
  ) {}

  upTo(seq: number): void {
    this.seq = seq;
    if (this.waiting === 0) this.tell();
  }

  acknowledged(): void {
    this.waiting -= 1;
    if (this.waiting === 0 && this.seq > this.told) this.tell();
  }

  private tell(): void {
    this.told = this.seq;
    for (const command of ['mark_delivered', 'mark_read']) {
      this.waiting += 1;
      this.id += 1;
      this.connection.send(`2${this.id}["${command}",{"conversationId":"${this.conversationId}","seq":${this.seq}}]`);
    }
  }
}
