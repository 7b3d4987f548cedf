import type { Send } from './clients.js';

/** A row that a separate transaction locked while clients sent messages. */
export interface LockedRow {
  /** When it was locked and released, by `performance.now()`. */
  readonly since: number;
  readonly until: number;
  /** Whether a send may have to wait for this row. */
  readonly affects: (send: Send) => boolean;
}

/** The responses to the sends of plain clients; times are in seconds. */
export interface ResponseFindings {
  /** The longest time from a send to its response, or until the client gave up waiting. */
  readonly longest: number;
  /** The ids of sends without a response, although the connection was not lost. */
  readonly unanswered: readonly string[];
  /** Descriptions of late responses, and of refusals after which a retry is useless. */
  readonly wrong: readonly string[];
  /** While a row was locked: the longest time of sends that it did not affect, and of those that it affected. */
  readonly locked: { readonly unaffected: number; readonly affected: number } | undefined;
}

/** How long a send may wait for its response while a row is locked, in milliseconds. */
const LIMIT_MS = { unaffected: 1000, affected: 5000 };

/** Checks the responses of all sends. @param row the row that was locked, if one was */
export function checkResponses(sends: readonly Send[], row?: LockedRow): ResponseFindings {
  // A response cannot arrive over a lost connection.
  const answerable = sends.filter(({ outcome }) => outcome !== 'lost');
  const during = row ? answerable.filter(({ at, waitedMs }) => at < row.until && at + waitedMs > row.since) : [];
  const affected = during.filter((send) => row!.affects(send));
  const unaffected = during.filter((send) => !row!.affects(send));
  return {
    longest: longestOf(answerable),
    unanswered: answerable.filter(({ outcome }) => outcome === 'unanswered').map(({ id }) => id),
    wrong: [
      ...answerable
        .filter(({ outcome }) => outcome === 'refused')
        .map(({ id, problem }) => `${id} was refused: ${problem}`),
      ...affected.filter(isLate(LIMIT_MS.affected)).map((send) => `${describeWait(send)} for the locked row`),
      ...unaffected
        .filter(isLate(LIMIT_MS.unaffected))
        .map((send) => `${describeWait(send)}, although the locked row does not affect it`),
    ],
    locked: row && { unaffected: longestOf(unaffected), affected: longestOf(affected) },
  };
}

const isLate =
  (limitMs: number) =>
  ({ waitedMs }: Send) =>
    waitedMs > limitMs;

const describeWait = ({ id, waitedMs }: Send) => `${id} waited ${(waitedMs / 1000).toFixed(1)} s`;

const longestOf = (sends: readonly Send[]) => Math.max(0, ...sends.map(({ waitedMs }) => waitedMs)) / 1000;
