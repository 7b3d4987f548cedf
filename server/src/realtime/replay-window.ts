/** How many of the newest numbers are remembered: one bit for each, 8 KiB for each node. */
const SIZE = 65_536;
const BITS = 32;

/** `new`: the number is seen for the first time. `duplicate`: it was seen before. `stale`: it is too low to know. */
export type ReplayVerdict = 'new' | 'duplicate' | 'stale';

/**
 * Remembers which numbers of one sender have been seen: an anti-replay window as in IPsec (RFC 4303, section 3.4.3).
 *
 * Numbers can arrive in any order, because messages on different shards of Redis overtake each other.
 *
 * Invariants: no number is new twice; memory is constant.
 */
export class ReplayWindow {
  private readonly seen = new Uint32Array(SIZE / BITS);
  private newest: number;

  /** @param staleUpTo numbers up to this one are stale */
  constructor(private staleUpTo: number) {
    this.newest = staleUpTo;
  }

  /** Remembers a number as seen. Returns whether it was new. */
  record(number: number): ReplayVerdict {
    if (number <= this.newest - SIZE) return 'stale';
    this.advance(number);
    const index = (number % SIZE) >>> 5;
    const bit = 1 << (number % BITS);
    if ((this.seen[index]! & bit) !== 0) return 'duplicate';
    if (number <= this.staleUpTo) return 'stale';
    this.seen[index]! |= bit;
    return 'new';
  }

  /** Makes numbers up to this one stale from now on. Has no effect if higher numbers are stale already. */
  markStaleUpTo(number: number): void {
    this.staleUpTo = Math.max(this.staleUpTo, number);
  }

  private advance(number: number): void {
    if (number - this.newest >= SIZE) this.seen.fill(0);
    else
      for (let next = this.newest + 1; next <= number; next += 1)
        this.seen[(next % SIZE) >>> 5]! &= ~(1 << (next % BITS));
    this.newest = Math.max(this.newest, number);
  }
}
