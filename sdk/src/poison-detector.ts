/** A message is a suspect if the connection ends within this time after it was sent, in milliseconds. */
export const SUSPECT_MS = 2000;
/**
 * The end counts only if the client reconnects within this time, in milliseconds: otherwise the server or the network
 * was down.
 */
const RECONNECT_MS = 10_000;

/**
 * Detects poison messages: messages whose sending ends the connection, for example because they crash the server or a
 * proxy rejects them. Failures of the network must not count against a message.
 *
 * An ended connection counts against the messages that were sent within the last seconds and not acknowledged, if the
 * other side ended it and the next attempt to connect succeeds: a server that restarts or cannot be reached is not back
 * that soon. An end without a suspect takes one count off every message, because it shows that connections end here for
 * other reasons.
 */
export class PoisonDetector {
  /** When each message in flight was sent. */
  private readonly sentAt = new Map<string, number>();
  /** The messages that may have ended the connection, until the next one opens. */
  private suspects: readonly string[] = [];
  private endedAt = 0;
  private openedAt = 0;

  sent(id: string): void {
    this.sentAt.set(id, performance.now());
  }

  /** To be called when an attempt to send the message has ended. */
  settled(id: string): void {
    this.sentAt.delete(id);
  }

  /**
   * To be called when the connection has ended.
   *
   * @param byServer whether the server or a proxy ended it
   * @returns whether the other side ended it and no message is a suspect
   */
  disconnected(byServer: boolean): boolean {
    this.endedAt = performance.now();
    const recent = [...this.sentAt].filter(([, sentAt]) => this.endedAt - sentAt < SUSPECT_MS);
    this.suspects = byServer ? recent.map(([id]) => id) : [];
    return byServer && this.suspects.length === 0;
  }

  /** To be called when an attempt to connect has failed: the server is down, so no message is a suspect. */
  connectFailed(): void {
    this.suspects = [];
  }

  /** To be called when a connection has opened. @returns the messages that ended the previous one */
  connected(): readonly string[] {
    const { suspects } = this;
    this.suspects = [];
    this.openedAt = performance.now();
    return this.openedAt - this.endedAt < RECONNECT_MS ? suspects : [];
  }

  /** How long a message in flight can still become a suspect, in milliseconds. */
  get suspectMs(): number {
    return Math.max(0, ...[...this.sentAt.values()].map((sentAt) => sentAt + SUSPECT_MS - performance.now()));
  }

  /** How long the connection has been open, in milliseconds. To be read while it is open. */
  get openMs(): number {
    return performance.now() - this.openedAt;
  }
}
