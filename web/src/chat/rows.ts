import type { MessageView } from '@smart-hub/sdk';
import { isSameDay } from '../texts/times.js';

/** The longest pause between two messages of one group. */
const GROUP_MS = 5 * 60_000;

/** A message with its position among the days and groups of the history. */
export interface Row {
  readonly message: MessageView;
  /** Whether it is the first message of a day. */
  readonly startsDay: boolean;
  /** Whether it is the first message that was unread when the conversation was opened. */
  readonly startsUnread: boolean;
  readonly startsGroup: boolean;
  readonly endsGroup: boolean;
}

/**
 * Makes the rows of messages, in ascending order.
 *
 * @param firstUnread the `seq` of the message below the unread divider
 */
export function rowsOf(messages: readonly MessageView[], firstUnread?: number): Row[] {
  const starts = messages.map((message, index) => {
    const before = messages[index - 1];
    const startsDay = !before || !isSameDay(before.createdAt, message.createdAt);
    const startsUnread = firstUnread !== undefined && message.seq === firstUnread;
    return { startsDay, startsUnread, startsGroup: startsDay || startsUnread || !isSameGroup(before!, message) };
  });
  return messages.map((message, index) => ({
    message,
    ...starts[index]!,
    endsGroup: starts[index + 1]?.startsGroup ?? true,
  }));
}

/** The key that identifies a row across renders. */
export const rowKeyOf = (row: Row | undefined): string | undefined => row?.message.key;

/**
 * Compares the rows before and after a change. `prepended`: rows were added or removed at the beginning, so the
 * remaining rows have to keep their position on the screen. `appended`: the first row is the same, or there were or are
 * no rows. `replaced`: no row remains.
 */
export function rowsChangeOf(before: readonly Row[], after: readonly Row[]): 'prepended' | 'appended' | 'replaced' {
  const [first, next] = [rowKeyOf(before[0]), rowKeyOf(after[0])];
  if (first === next || first === undefined || next === undefined) return 'appended';
  const remains = before.some((row) => rowKeyOf(row) === next) || after.some((row) => rowKeyOf(row) === first);
  return remains ? 'prepended' : 'replaced';
}

function isSameGroup(before: MessageView, message: MessageView): boolean {
  const pause = Date.parse(message.createdAt) - Date.parse(before.createdAt);
  return before.senderId === message.senderId && pause < GROUP_MS;
}
