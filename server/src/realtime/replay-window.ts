/** How many of the newest numbers are remembered: 8 KiB for each node. */
const SIZE = 65_536;
const BITS = 32;

/** What a number is: not seen before, seen before, or too old to tell. */
export type Novelty = 'new' | 'again' | 'late';

/**
 * Which of the numbers of one sender have been seen, as in IPsec (RFC 4303, section 3.4.3).
 *
 * Numbers may come in any order: channels of several shards of Redis overtake each other. Invariants: no number is new twice;
 * the memory is constant.
 */
export class ReplayWindow {
  private readonly seen = new Uint32Array(SIZE / BITS);
  private top: number;

  /** @param floor numbers up to this one are old */
  constructor(private floor: number) {
    this.top = floor;
  }

  /** Remembers a number as seen. */
  take(number: number): Novelty {
    if (number <= this.top - SIZE) return 'late';
    this.advance(number);
    const index = (number % SIZE) >>> 5;
    const bit = 1 << (number % BITS);
    if ((this.seen[index]! & bit) !== 0) return 'again';
    if (number <= this.floor) return 'late';
    this.seen[index]! |= bit;
    return 'new';
  }

  /** From now on, numbers up to this one are old; it never goes back. */
  raise(floor: number): void {
    this.floor = Math.max(this.floor, floor);
  }

  private advance(number: number): void {
    if (number - this.top >= SIZE) this.seen.fill(0);
    else
      for (let next = this.top + 1; next <= number; next += 1) this.seen[(next % SIZE) >>> 5]! &= ~(1 << (next % BITS));
    this.top = Math.max(this.top, number);
  }
}
