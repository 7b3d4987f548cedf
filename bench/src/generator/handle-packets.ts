import type { Connection } from './connection.js';
import type { MessageStream, Tally } from './message-stream.js';

interface Options {
  readonly incoming: MessageStream | undefined;
  readonly outgoing: MessageStream | undefined;
  readonly conversationId: string;
  readonly receipts: boolean;
  /**
   * How `seq` grows from one received message to the next: by one, by more if the user's own messages come between, or
   * not at all because messages have no `seq`.
   */
  readonly seqStep: 'one' | 'more' | 'none';
}

/** Dispatches the packets of a connection to its message streams, and checks `seq`. */
export function handlePackets(connection: Connection, options: Options, tally: Tally): void {
  const { incoming, outgoing, seqStep, receipts } = options;
  const receiptSender = receipts ? new ReceiptSender(connection, options.conversationId) : undefined;
  let last = 0;
  connection.onPacket = (packet) => {
    if (packet.startsWith('2["new_message"')) {
      incoming?.onDelivery(packet);
      if (seqStep === 'none') return;
      const seq = seqOf(packet);
      if (last > 0 && (seqStep === 'one' ? seq !== last + 1 : seq <= last)) tally.disordered += 1;
      last = seq;
      receiptSender?.onMessage(seq);
    } else if (packet.charCodeAt(0) === 0x33) {
      if (outgoing) outgoing.onAcknowledgement(packet);
      else receiptSender?.onAcknowledgement();
    }
  };
}

function seqOf(packet: string): number {
  const at = packet.indexOf('"seq":') + 6;
  return Number.parseInt(packet.slice(at, at + 12), 10);
}

/**
 * Sends the position of a receiver. At most one `mark_delivered` and one `mark_read` are in flight; a position that is
 * reached meanwhile is sent after their acknowledgement.
 */
class ReceiptSender {
  private seq = 0;
  private sentSeq = 0;
  private inFlight = 0;
  private lastId = 0;

  constructor(
    private readonly connection: Connection,
    private readonly conversationId: string,
  ) {}

  onMessage(seq: number): void {
    this.seq = seq;
    if (this.inFlight === 0) this.sendReceipts();
  }

  onAcknowledgement(): void {
    this.inFlight -= 1;
    if (this.inFlight === 0 && this.seq > this.sentSeq) this.sendReceipts();
  }

  private sendReceipts(): void {
    this.sentSeq = this.seq;
    for (const command of ['mark_delivered', 'mark_read']) {
      this.inFlight += 1;
      this.lastId += 1;
      this.connection.send(
        `2${this.lastId}["${command}",{"conversationId":"${this.conversationId}","seq":${this.seq}}]`,
      );
    }
  }
}
