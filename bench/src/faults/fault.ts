import type { LockedRow } from './answers.js';
import type { Cast } from './cast.js';
import type { World } from './world.js';

/** Something that fails, and what it takes to have it whole again. */
export interface Fault {
  readonly name: string;
  /** How it is in the words of the report. */
  readonly what: string;
  /**
   * Resolves when all parts run again; whether they serve is for them to show. Ways that are still broken are mended after
   * the audit.
   *
   * @returns the row that was locked meanwhile, if one was
   */
  readonly run: (world: World, pace: Pace, cast: Cast) => Promise<LockedRow | void>;
  /** Why it cannot be run here, if it cannot. */
  readonly missing?: () => string | undefined;
  /** How long a device may be away at most, in seconds, where that is promised. */
  readonly mostAway?: number;
  /** Whether it wants PostgreSQL's data on a volume that can be filled. */
  readonly volume?: boolean;
  /** Whether it is about some of several nodes: with one it would be another fault, or promise less. */
  readonly several?: boolean;
}

/** How long things last. */
export interface Pace {
  /** How long a part stands still, or a way is broken, in milliseconds. */
  readonly outageMs: number;
  /** Any of several: which part fails. */
  readonly pick: <T>(list: readonly T[]) => T;
}
