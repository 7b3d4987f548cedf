/** The lease of a node, which is considered alive until it expires. */
export interface Lease {
  /** How long a lease lasts without renewal, in seconds. */
  readonly seconds: number;
  /** How often it is renewed, in milliseconds. */
  readonly renewMs: number;
}

export const LEASE = Symbol('lease');

/**
 * With these values, users of a dead node are offline after 20 seconds at most: the lease of the dead node expires
 * within 15 seconds, and another node ends it at its next sweep.
 */
export const DEFAULT_LEASE: Lease = { seconds: 15, renewMs: 5000 };
