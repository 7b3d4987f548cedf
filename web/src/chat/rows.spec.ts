import type { MessageView } from '@smart-hub/sdk';
import { rowsChangeOf, rowsOf } from './rows.js';

const message = (seq: number, senderId: string, createdAt: Date): MessageView => ({
  key: `${seq}`,
  seq,
  content: `${seq}`,
  createdAt: createdAt.toISOString(),
  senderId,
  replyTo: null,
  state: 'sent',
});

const at = (day: number, hour: number, minute: number) => new Date(2026, 0, day, hour, minute);

describe('the rows of a history', () => {
  const rows = rowsOf(
    [
      message(1, 'ana', at(1, 9, 0)),
      message(2, 'ana', at(1, 9, 3)),
      message(3, 'ben', at(1, 9, 4)),
      message(4, 'ben', at(1, 9, 30)),
      message(5, 'ben', at(2, 0, 1)),
      message(6, 'ben', at(2, 0, 2)),
    ],
    6,
  );
  const seqsOf = (matches: (row: (typeof rows)[number]) => boolean) =>
    rows.filter(matches).map(({ message }) => message.seq);

  it('start a new day at the first message and at the first message after local midnight', () => {
    expect(seqsOf(({ startsDay }) => startsDay)).toEqual([1, 5]);
  });

  it('form a group of one sender within a few minutes, on one day and on one side of the unread divider', () => {
    expect(seqsOf(({ startsGroup }) => startsGroup)).toEqual([1, 3, 4, 5, 6]);
    expect(seqsOf(({ endsGroup }) => endsGroup)).toEqual([2, 3, 4, 5, 6]);
  });

  it('have the unread divider above the first unread message only', () => {
    expect(seqsOf(({ startsUnread }) => startsUnread)).toEqual([6]);
    expect(rowsOf([message(1, 'ana', at(1, 9, 0))]).some(({ startsUnread }) => startsUnread)).toBe(false);
  });

  it('have a changed start if rows were added or removed there, and are replaced if no row is the same', () => {
    const of = (from: number, to: number) => rows.slice(from, to);

    expect(rowsChangeOf(of(2, 4), of(0, 4))).toBe('start changed');
    expect(rowsChangeOf(of(0, 4), of(2, 4))).toBe('start changed');
    expect(rowsChangeOf(of(0, 2), of(0, 4))).toBe('same start');
    expect(rowsChangeOf([], of(0, 4))).toBe('same start');
    expect(rowsChangeOf(of(0, 2), of(3, 5))).toBe('replaced');
  });
});
