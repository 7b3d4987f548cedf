/** How many of the newest numbers are remembered, in one bit each: 8 KiB for each node. */
const SIZE = 65_536;
const BITS = 32;

/** Whether a number was seen for the first time, was seen before, or is too old to decide. */
export type ReplayVerdict = 'new' | 'duplicate' | 'stale';

/**
 * Remembers which numbers of one sender have been seen: an anti-replay window as in IPsec (RFC 4303, section 3.4.3).
 *
 * Numbers may arrive in any order, because channels on different shards of Redis overtake each other. Invariants: no
 * number is new twice; memory is constant.
 */
export class ReplayWindow {
  private readonly seen = new Uint32Array(SIZE / BITS);
  private top: number;

  /** @param floor numbers up to this one are stale */
  constructor(private floor: number) {
    this.top = floor;
  }

  /** Remembers a number as seen, and returns what it was before. */
  record(number: number): ReplayVerdict {
    if (number <= this.top - SIZE) return 'stale';
    this.advance(number);
    const index = (number % SIZE) >>> 5;
    const bit = 1 << (number % BITS);
    if ((this.seen[index]! & bit) !== 0) return 'duplicate';
    if (number <= this.floor) return 'stale';
    this.seen[index]! |= bit;
    return 'new';
  }

  /** Makes numbers up to this one stale from now on. The floor is never lowered. */
  markStaleUpTo(floor: number): void {
    this.floor = Math.max(this.floor, floor);
  }

  private advance(number: number): void {
    if (number - this.top >= SIZE) this.seen.fill(0);
    else
      for (let next = this.top + 1; next <= number; next += 1) this.seen[(next % SIZE) >>> 5]! &= ~(1 << (next % BITS));
    this.top = Math.max(this.top, number);
  }
}
