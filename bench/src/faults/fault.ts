import type { LockedRow } from './responses.js';
import type { ClientGroup } from './client-group.js';
import type { Installation } from './installation.js';

/** A failure that is injected, and its repair. */
export interface Fault {
  readonly name: string;
  /** The description in the report. */
  readonly description: string;
  /**
   * Resolves when all processes run again, whether or not they serve yet. Links that are still faulty are restored
   * after the audit.
   *
   * @returns the row that was locked, if the fault locked one
   */
  readonly run: (installation: Installation, options: FaultOptions, group: ClientGroup) => Promise<LockedRow | void>;
  /** Returns why the fault cannot be run on this machine, or undefined if it can. */
  readonly missing?: () => string | undefined;
  /** How long a device may be disconnected at most, in seconds, for faults with such a bound. */
  readonly maxDisconnectionS?: number;
  /** Whether PostgreSQL's data must be on a volume that can be filled. */
  readonly needsVolume?: boolean;
  /**
   * Whether the fault requires several nodes: with one node it would be a different fault, or have weaker guarantees.
   */
  readonly needsSeveralNodes?: boolean;
}

export interface FaultOptions {
  /** How long a process is stopped, or a link is faulty, in milliseconds. */
  readonly outageMs: number;
  /** Picks one of several at random, such as the node that fails. */
  readonly pick: <T>(list: readonly T[]) => T;
}
