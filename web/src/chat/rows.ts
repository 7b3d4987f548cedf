import type { MessageView } from '@smart-hub/sdk';
import { isSameDay } from '../texts/times.js';

/** Messages of one person within this are one group. */
const GROUP_MS = 5 * 60_000;

/** A message as it stands in the history. */
export interface Row {
  readonly message: MessageView;
  /** A day begins here. */
  readonly startsDay: boolean;
  /** What was unread when the conversation was opened begins here. */
  readonly startsUnread: boolean;
  readonly startsGroup: boolean;
  readonly endsGroup: boolean;
}

/** The rows of messages, ascending. @param firstUnread the `seq` above which the divider stands */
export function rowsOf(messages: readonly MessageView[], firstUnread?: number): Row[] {
  const starts = messages.map((message, index) => {
    const before = messages[index - 1];
    const startsDay = !before || !isSameDay(before.createdAt, message.createdAt);
    const startsUnread = firstUnread !== undefined && message.seq === firstUnread;
    return { startsDay, startsUnread, startsGroup: startsDay || startsUnread || !belongsTo(before!, message) };
  });
  return messages.map((message, index) => ({
    message,
    ...starts[index]!,
    endsGroup: starts[index + 1]?.startsGroup ?? true,
  }));
}

/** What names a row, from one rendering to the next. */
export const keyOf = (row: Row | undefined): string | undefined => row?.message.key;

/**
 * How rows came to be other rows: only at their beginning, which keeps the place of all that stays; only after it; or
 * nothing has stayed.
 */
export function changeOf(before: readonly Row[], after: readonly Row[]): 'grown before' | 'grown after' | 'replaced' {
  const [first, next] = [keyOf(before[0]), keyOf(after[0])];
  if (first === next || first === undefined || next === undefined) return 'grown after';
  const stays = before.some((row) => keyOf(row) === next) || after.some((row) => keyOf(row) === first);
  return stays ? 'grown before' : 'replaced';
}

function belongsTo(before: MessageView, message: MessageView): boolean {
  const pause = Date.parse(message.createdAt) - Date.parse(before.createdAt);
  return before.senderId === message.senderId && pause < GROUP_MS;
}
