import type { Message } from '@smart-hub/contract/messages';

/** The loaded messages of a conversation. */
export interface LoadedMessages {
  /** The `seq` of the first of the `messages`, also while that message is missing. */
  readonly firstSeq: number;
  /** The messages from `firstSeq` to the newest one, ordered by `seq`. Has gaps while messages are missing. */
  readonly messages: readonly Message[];
  /**
   * Older messages that are shown instead of `messages`: a range without gaps. At least one message that is not loaded
   * lies between this range and `messages`. Never empty.
   */
  readonly window?: readonly Message[] | undefined;
}

/** The maximum number of shown messages. A longer range is trimmed at the end from which the user scrolls away. */
const MAX_SHOWN = 2000;
/** The number of shown messages after trimming. */
const KEPT_SHOWN = 1500;
/** How many of the newest messages stay loaded when the newest messages are no longer among the shown ones. */
const KEPT_NEWEST = 100;

/**
 * Prepends a page of older messages to the shown range. Ignores a page that does not end directly before that range,
 * because the range was replaced during the request.
 */
export function withOlder<S extends LoadedMessages>(known: S, page: readonly Message[]): S {
  const { window } = known;
  const shown = window ?? known.messages;
  const first = window ? window[0]!.seq : known.firstSeq;
  const older = page.filter(({ seq }) => seq < first);
  if (older.at(-1)?.seq !== first - 1) return known;
  const messages = [...older, ...shown];
  return window ? { ...known, window: messages } : { ...known, firstSeq: older[0]!.seq, messages };
}

/**
 * Appends a page of newer messages to the window. Ignores a page that does not begin directly after the window. If the
 * window then reaches the newest messages, merges both.
 */
export function withNewer<S extends LoadedMessages>(known: S, page: readonly Message[]): S {
  const { window } = known;
  if (!window) return known;
  const last = window.at(-1)!.seq;
  const newer = page.filter(({ seq }) => seq > last);
  if (newer.length > 0 && newer[0]!.seq !== last + 1) return known;
  return mergedWindow({ ...known, window: [...window, ...newer] });
}

/** Replaces the shown range by a page from anywhere in the history. */
export function withWindow<S extends LoadedMessages>(known: S, page: readonly Message[]): S {
  return page.length === 0 ? known : mergedWindow({ ...known, window: page });
}

/** Removes the window, so that the newest messages are shown again. */
export function withoutWindow<S extends LoadedMessages>(known: S): S {
  return known.window ? { ...known, window: undefined } : known;
}

/**
 * Trims a shown range that is too long. If the newest messages are trimmed away, the remaining range becomes a window.
 *
 * @param side the side at which messages are removed
 */
export function trimmed<S extends LoadedMessages>(known: S, side: 'oldest' | 'newest'): S {
  const shown = known.window ?? known.messages;
  if (shown.length <= MAX_SHOWN) return known;
  if (known.window)
    return { ...known, window: side === 'newest' ? shown.slice(0, KEPT_SHOWN) : shown.slice(-KEPT_SHOWN) };
  // A range with a gap is not trimmed: a sync will close the gap first.
  if (side === 'oldest' || shown.at(-1)!.seq - shown[0]!.seq + 1 !== shown.length) return known;
  const messages = shown.slice(-KEPT_NEWEST);
  return { ...known, window: shown.slice(0, KEPT_SHOWN), messages, firstSeq: messages[0]!.seq };
}

/** Replaces messages of the window by their newer revisions among the updates. */
export function withUpdatedWindow<S extends LoadedMessages>(known: S, updates: readonly Message[]): S {
  const { window } = known;
  const bySeq = new Map(updates.map((message) => [message.seq, message]));
  const isOutdated = ({ seq, rev }: Message) => (bySeq.get(seq)?.rev ?? 0) > rev;
  if (!window?.some(isOutdated)) return known;
  return { ...known, window: window.map((message) => (isOutdated(message) ? bySeq.get(message.seq)! : message)) };
}

/**
 * Merges the window with `messages` if there is no gap between them. Where both contain a message, takes the one of
 * `messages`, which has the newer revision.
 */
function mergedWindow<S extends LoadedMessages>(known: S): S {
  const { window = [], messages, firstSeq } = known;
  if (window.at(-1)!.seq < firstSeq - 1) return known;
  const older = window.filter(({ seq }) => seq < firstSeq);
  return {
    ...known,
    window: undefined,
    firstSeq: older[0]?.seq ?? firstSeq,
    messages: [...older, ...messages],
  };
}
