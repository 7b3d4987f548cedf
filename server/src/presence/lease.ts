/** For how long a node is believed to live that says nothing, in seconds; and how often it says so. */
export interface Lease {
  readonly seconds: number;
  readonly renewMs: number;
}

export const LEASE = Symbol('lease');

/** Its users are offline at most 20 seconds after a node has died: when its lease has run out and another one has looked. */
export const DEFAULT_LEASE: Lease = { seconds: 15, renewMs: 5000 };
