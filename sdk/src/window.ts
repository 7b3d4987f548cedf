import type { Message } from '@smart-hub/contract/messages';

/** What of a conversation is there to be shown. */
export interface Shown {
  /** Messages before this one are not kept. */
  readonly firstSeq: number;
  /** By `seq`, from `firstSeq`; there are holes only while something is missing. */
  readonly messages: readonly Message[];
  /** Shown in their place: older messages without a hole that do not touch them. Never empty. */
  readonly window?: readonly Message[] | undefined;
}

/** How many messages are shown at most; beyond, the far end gives way to so many. */
const MOST_SHOWN = 2000;
const KEPT_SHOWN = 1500;
/** What stays of the newest while a window is shown. */
const NEWEST = 100;

/** An older page, if it ends where what is shown begins: that may have been replaced while the page was on its way. */
export function withOlder<S extends Shown>(known: S, page: readonly Message[]): S {
  const { window } = known;
  const shown = window ?? known.messages;
  const first = window ? window[0]!.seq : known.firstSeq;
  const older = page.filter(({ seq }) => seq < first);
  if (older.at(-1)?.seq !== first - 1) return known;
  const messages = [...older, ...shown];
  return window ? { ...known, window: messages } : { ...known, firstSeq: older[0]!.seq, messages };
}

/** A newer page, if it begins where the window ends. Where it meets the newest messages there is no window any more. */
export function withNewer<S extends Shown>(known: S, page: readonly Message[]): S {
  const { window } = known;
  if (!window) return known;
  const last = window.at(-1)!.seq;
  const newer = page.filter(({ seq }) => seq > last);
  if (newer.length > 0 && newer[0]!.seq !== last + 1) return known;
  return joined({ ...known, window: [...window, ...newer] });
}

/** A page from anywhere in the place of what is shown. */
export function withWindow<S extends Shown>(known: S, page: readonly Message[]): S {
  return page.length === 0 ? known : joined({ ...known, window: page });
}

/** The newest messages again. */
export function withoutWindow<S extends Shown>(known: S): S {
  return known.window ? { ...known, window: undefined } : known;
}

/** Makes room at an end that is far from where somebody reads. Newest messages that give way leave a window behind. */
export function shortened<S extends Shown>(known: S, side: 'oldest' | 'newest'): S {
  const shown = known.window ?? known.messages;
  if (shown.length <= MOST_SHOWN) return known;
  if (known.window)
    return { ...known, window: side === 'newest' ? shown.slice(0, KEPT_SHOWN) : shown.slice(-KEPT_SHOWN) };
  // A hole among the newest is healed where it is.
  if (side === 'oldest' || shown.at(-1)!.seq - shown[0]!.seq + 1 !== shown.length) return known;
  const messages = shown.slice(-NEWEST);
  return { ...known, window: shown.slice(0, KEPT_SHOWN), messages, firstSeq: messages[0]!.seq };
}

/** What changed in messages that a window shows. */
export function refreshed<S extends Shown>(known: S, news: readonly Message[]): S {
  const { window } = known;
  const bySeq = new Map(news.map((message) => [message.seq, message]));
  const isOlder = ({ seq, rev }: Message) => (bySeq.get(seq)?.rev ?? 0) > rev;
  if (!window?.some(isOlder)) return known;
  return { ...known, window: window.map((message) => (isOlder(message) ? bySeq.get(message.seq)! : message)) };
}

/** One range, where the window has come to the newest messages, which are always as new as can be. */
function joined<S extends Shown>(known: S): S {
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
