import type { Message } from '@smart-hub/contract/messages';

/** The messages of a conversation that are loaded. */
export interface LoadedMessages {
  /** The `seq` of the first message that is kept. */
  readonly firstSeq: number;
  /** The newest messages, ordered by `seq`, from `firstSeq`; with gaps only while messages are missing. */
  readonly messages: readonly Message[];
  /** Older messages that are shown instead: a range without gaps that does not adjoin `messages`. Never empty. */
  readonly window?: readonly Message[] | undefined;
}

/** How many messages are shown at most; a longer range is cut to `KEPT_SHOWN` at the far end. */
const MAX_SHOWN = 2000;
const KEPT_SHOWN = 1500;
/** How many of the newest messages are kept when trimming turns the shown range into a window. */
const KEPT_NEWEST = 100;

/**
 * Prepends an older page if it ends where the shown range begins: the range may have been replaced during the request.
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
 * Appends a newer page if it begins where the window ends. A window that reaches the newest messages is merged with
 * them.
 */
export function withNewer<S extends LoadedMessages>(known: S, page: readonly Message[]): S {
  const { window } = known;
  if (!window) return known;
  const last = window.at(-1)!.seq;
  const newer = page.filter(({ seq }) => seq > last);
  if (newer.length > 0 && newer[0]!.seq !== last + 1) return known;
  return mergedWindow({ ...known, window: [...window, ...newer] });
}

/** Shows a page from anywhere in the history instead of the present range. */
export function withWindow<S extends LoadedMessages>(known: S, page: readonly Message[]): S {
  return page.length === 0 ? known : mergedWindow({ ...known, window: page });
}

/** Shows the newest messages again. */
export function withoutWindow<S extends LoadedMessages>(known: S): S {
  return known.window ? { ...known, window: undefined } : known;
}

/** Trims a range that is too long at one side. If the newest messages are trimmed, the rest becomes a window. */
export function trimmed<S extends LoadedMessages>(known: S, side: 'oldest' | 'newest'): S {
  const shown = known.window ?? known.messages;
  if (shown.length <= MAX_SHOWN) return known;
  if (known.window)
    return { ...known, window: side === 'newest' ? shown.slice(0, KEPT_SHOWN) : shown.slice(-KEPT_SHOWN) };
  // A range with a gap stays as it is until a sync has closed the gap.
  if (side === 'oldest' || shown.at(-1)!.seq - shown[0]!.seq + 1 !== shown.length) return known;
  const messages = shown.slice(-KEPT_NEWEST);
  return { ...known, window: shown.slice(0, KEPT_SHOWN), messages, firstSeq: messages[0]!.seq };
}

/** Replaces the messages of the window that have a newer revision. */
export function withUpdatedWindow<S extends LoadedMessages>(known: S, updates: readonly Message[]): S {
  const { window } = known;
  const bySeq = new Map(updates.map((message) => [message.seq, message]));
  const isOutdated = ({ seq, rev }: Message) => (bySeq.get(seq)?.rev ?? 0) > rev;
  if (!window?.some(isOutdated)) return known;
  return { ...known, window: window.map((message) => (isOutdated(message) ? bySeq.get(message.seq)! : message)) };
}

/** Merges the window with `messages` if they adjoin. Where they overlap, `messages` have the newest revisions. */
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
