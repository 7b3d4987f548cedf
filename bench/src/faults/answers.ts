import type { Send } from './person.js';

/** A row that was locked by a transaction of its own while people sent messages. */
export interface LockedRow {
  /** When it was locked and released, by `performance.now()`. */
  readonly since: number;
  readonly until: number;
  /** Whether a message may have to wait for this row. */
  readonly concerns: (send: Send) => boolean;
}

/** How plain clients were answered; times in seconds. */
export interface Answers {
  /** The longest time from a send to its answer; of one without an answer, until it was given up. */
  readonly longest: number;
  /** What was never answered, though its connection held. */
  readonly unanswered: readonly string[];
  /** What was answered too late, or with a refusal that no retry mends; in words. */
  readonly wrong: readonly string[];
  /** The longest time beside a locked row, and of what was for it. */
  readonly locked: { readonly beside: number; readonly inside: number } | undefined;
}

/** How long a send may wait for its answer during a lock, in milliseconds. */
const LIMIT_MS = { beside: 1000, inside: 5000 };

/** @param row what was locked meanwhile, if anything was */
export function judge(sends: readonly Send[], row?: LockedRow): Answers {
  // Nobody can be answered over a connection that is gone.
  const held = sends.filter(({ fate }) => fate !== 'lost');
  const during = row ? held.filter(({ at, waitedMs }) => at < row.until && at + waitedMs > row.since) : [];
  const inside = during.filter((send) => row!.concerns(send));
  const beside = during.filter((send) => !row!.concerns(send));
  return {
    longest: longestOf(held),
    unanswered: held.filter(({ fate }) => fate === 'unanswered').map(({ id }) => id),
    wrong: [
      ...held.filter(({ fate }) => fate === 'refused').map(({ id, problem }) => `${id} was refused: ${problem}`),
      ...inside.filter(isLate(LIMIT_MS.inside)).map((send) => `${waited(send)} for the locked row`),
      ...beside.filter(isLate(LIMIT_MS.beside)).map((send) => `${waited(send)} beside a locked row`),
    ],
    locked: row && { beside: longestOf(beside), inside: longestOf(inside) },
  };
}

const isLate =
  (limitMs: number) =>
  ({ waitedMs }: Send) =>
    waitedMs > limitMs;

const waited = ({ id, waitedMs }: Send) => `${id} waited ${(waitedMs / 1000).toFixed(1)} s`;

const longestOf = (sends: readonly Send[]) => Math.max(0, ...sends.map(({ waitedMs }) => waitedMs)) / 1000;
