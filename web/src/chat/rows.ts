import type { MessageView } from '@smart-hub/sdk';
import { isSameDay } from '../texts/times.js';

/** Messages of one sender form a group if the next one follows within this time, in milliseconds. */
const GROUP_MS = 5 * 60_000;

/** A message with its position among the days and groups of the history. */
export interface Row {
  readonly message: MessageView;
  /** Whether the message is the first one of a day. */
  readonly startsDay: boolean;
  /** Whether the message has the unread divider above it. */
  readonly startsUnread: boolean;
  readonly startsGroup: boolean;
  readonly endsGroup: boolean;
}

/**
 * Returns a row for each message.
 *
 * @param messages in ascending order
 * @param firstUnread the `seq` of the message that has the unread divider above it
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

/** Returns the key that identifies a row across renders. */
export const rowKeyOf = (row: Row | undefined): string | undefined => row?.message.key;

/**
 * Compares the rows before and after a change. `start changed`: rows were added or removed at the beginning, so the
 * other rows have to keep their position on the screen. `same start`: the first row is the same, or one of the two
 * lists is empty. `replaced`: the lists have no row in common.
 */
export function rowsChangeOf(
  before: readonly Row[],
  after: readonly Row[],
): 'start changed' | 'same start' | 'replaced' {
  const [first, next] = [rowKeyOf(before[0]), rowKeyOf(after[0])];
  if (first === next || first === undefined || next === undefined) return 'same start';
  const remains = before.some((row) => rowKeyOf(row) === next) || after.some((row) => rowKeyOf(row) === first);
  return remains ? 'start changed' : 'replaced';
}

function isSameGroup(before: MessageView, message: MessageView): boolean {
  const msBetween = Date.parse(message.createdAt) - Date.parse(before.createdAt);
  return before.senderId === message.senderId && msBetween < GROUP_MS;
}
