/** A message may have ended the connection if it was sent less than this time before the end, in milliseconds. */
export const SUSPECT_MS = 2000;
/**
 * An ended connection counts against messages only if the next one opens within this time, in milliseconds: otherwise
 * the server or the network was down.
 */
const RECONNECT_MS = 10_000;

/**
 * Detects poison messages: sending one ends the connection, for example because it crashes the server or a proxy
 * rejects it. Failures of the network must not count against a message.
 *
 * The suspects for an ended connection are the messages that were sent within the last {@link SUSPECT_MS} and not
 * acknowledged. The end counts against them if the other side ended the connection and the next attempt to connect
 * succeeds: a server that restarts or cannot be reached is not back that soon. If there are no suspects, the caller
 * decrements the counts of all messages, because the end shows that connections end for other reasons, too.
 */
export class PoisonDetector {
  /** When each message in flight was sent, by the `clientMessageId`, in milliseconds of `performance.now()`. */
  private readonly sentAt = new Map<string, number>();
  /** The ids of the messages that may have ended the last connection. Cleared when the next connection opens. */
  private suspects: readonly string[] = [];
  private endedAt = 0;
  private openedAt = 0;

  /** The caller must call this before it sends a message. */
  sent(id: string): void {
    this.sentAt.set(id, performance.now());
  }

  /** The caller must call this when sending the message has succeeded or failed. */
  attemptEnded(id: string): void {
    this.sentAt.delete(id);
  }

  /**
   * The caller must call this when the connection has ended.
   *
   * @param byServer whether the server or a proxy ended the connection
   * @returns whether the other side ended the connection and no message is a suspect
   */
  connectionEnded(byServer: boolean): boolean {
    this.endedAt = performance.now();
    const recent = [...this.sentAt].filter(([, sentAt]) => this.endedAt - sentAt < SUSPECT_MS);
    this.suspects = byServer ? recent.map(([id]) => id) : [];
    return byServer && this.suspects.length === 0;
  }

  /**
   * The caller must call this when an attempt to connect has failed: the server is down, so no message is a suspect.
   */
  connectionFailed(): void {
    this.suspects = [];
  }

  /**
   * The caller must call this when a connection has opened.
   *
   * @returns the ids of the messages against which the end of the previous connection counts
   */
  connectionOpened(): readonly string[] {
    const { suspects } = this;
    this.suspects = [];
    this.openedAt = performance.now();
    return this.openedAt - this.endedAt < RECONNECT_MS ? suspects : [];
  }

  /** The time until no message in flight can become a suspect any more, in milliseconds; 0 if none can now. */
  get suspectMs(): number {
    return Math.max(0, ...[...this.sentAt.values()].map((sentAt) => sentAt + SUSPECT_MS - performance.now()));
  }

  /** How long the connection has been open, in milliseconds. Only valid while a connection is open. */
  get openMs(): number {
    return performance.now() - this.openedAt;
  }
}
