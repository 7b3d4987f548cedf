/** An end of the connection counts against what was sent so shortly before, in milliseconds. */
export const BLAME_MS = 2000;
/** And only if the server is back within this: otherwise the server, or the network, was gone. */
const BACK_MS = 10_000;

/**
 * Finds out which message ends the connection, without blaming one for a bad network.
 *
 * An end is charged to the messages that were sent within the last seconds and not answered, if it came from the other side
 * and the very next attempt to connect succeeds at once: a server that restarts, or cannot be reached, is not back so soon. Where an
 * end by the other side has nothing to blame, each suspect is relieved of one charge: connections end here by themselves.
 */
export class Suspects {
  /** When each message that is on its way was sent. */
  private readonly sentAt = new Map<string, number>();
  private accused: readonly string[] = [];
  private endedAt = 0;
  private openedAt = 0;

  sent(id: string): void {
    this.sentAt.set(id, performance.now());
  }

  answered(id: string): void {
    this.sentAt.delete(id);
  }

  /**
   * The connection has ended.
   *
   * @param byServer whether the other side, or something on the way, ended it
   * @returns whether nothing explains it
   */
  ended(byServer: boolean): boolean {
    this.endedAt = performance.now();
    const recent = [...this.sentAt].filter(([, sentAt]) => this.endedAt - sentAt < BLAME_MS);
    this.accused = byServer ? recent.map(([id]) => id) : [];
    return byServer && this.accused.length === 0;
  }

  /** An attempt to connect has failed: the server is not there. */
  unreachable(): void {
    this.accused = [];
  }

  /** The connection is open. @returns the messages that have ended the one before */
  opened(): readonly string[] {
    const { accused } = this;
    this.accused = [];
    this.openedAt = performance.now();
    return this.openedAt - this.endedAt < BACK_MS ? accused : [];
  }

  /** For how long anything that is on its way may still be blamed, in milliseconds. */
  get blamableFor(): number {
    return Math.max(0, ...[...this.sentAt.values()].map((sentAt) => sentAt + BLAME_MS - performance.now()));
  }

  /** How long the connection has been open, in milliseconds. */
  get openFor(): number {
    return performance.now() - this.openedAt;
  }
}
