import type { Conversation } from '@smart-hub/contract/conversations';
import type { Message } from '@smart-hub/contract/messages';
import { contiguous, positionOf } from './conversation-state.js';
import { Snapshots } from './snapshots.js';
import { emptyView, isBehind, reduce, type ViewEvent, type ViewState } from './view.js';

const ME = 'me';
const PEER = 'peer';
const ID = 'conversation';

const message = (seq: number, sender = seq % 3 === 0 ? ME : PEER): Message => ({
  id: `message ${seq}`,
  content: `${seq}`,
  createdAt: new Date(seq * 1000).toISOString(),
  sender: { id: sender, name: sender, online: true },
  conversation: { id: ID },
  seq,
  rev: seq,
  replyTo: null,
});

const conversation = (lastSeq: number): Conversation => ({
  id: ID,
  kind: 'direct',
  user: { id: PEER, name: PEER, online: true },
  lastMessage: message(lastSeq),
  lastSeq,
  rev: lastSeq,
  unread: 0,
  participants: [
    { userId: ME, readSeq: 0, deliveredSeq: 0 },
    { userId: PEER, readSeq: 0, deliveredSeq: 0 },
  ],
  lastActivityAt: message(lastSeq).createdAt,
});

const messageEvent = (seq: number): ViewEvent => ({ type: 'message', message: message(seq) });
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** The event of a `sync` response with at most `size` messages, to a client that has all messages up to `known`. */
function synced(known: number, lastSeq: number, size: number, reset = false): ViewEvent {
  const last = reset ? lastSeq : Math.min(known + size, lastSeq);
  const messages = range(reset ? Math.max(1, lastSeq - size + 1) : known + 1, last).map((seq) => message(seq));
  const changes = [{ conversation: conversation(lastSeq), rev: last, messages, reset }];
  return { type: 'synced', page: { changes, removed: [], positions: [], totalUnread: 0, more: last < lastSeq } };
}

const after = (events: ViewEvent[], view: ViewState = emptyView) => events.reduce(reduce, view);
const shown = (view: ViewState) => new Snapshots(ME).messages({ view, entries: [] }, ID).map(({ seq }) => seq);
const state = (view: ViewState) => view.conversations.get(ID)!;

/** Returns a pseudo-random number generator that repeats its sequence for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('the view', () => {
  it('does not depend on the order or the repetition of events', () => {
    for (const seed of range(1, 300)) {
      const random = randomOf(seed);
      const last = 5 + Math.floor(random() * 30);
      const listed: ViewEvent = { type: 'listed', conversations: [conversation(1)] };
      const events = range(2, last).map((seq) => messageEvent(seq));
      const page = synced(1, 1 + Math.floor(random() * (last - 1)), 1000);
      const shuffled = [...events, ...events.filter(() => random() < 0.3), page]
        .map((event) => ({ event, order: random() }))
        .toSorted((one, other) => one.order - other.order)
        .map(({ event }) => event);
      let view = after([listed]);
      for (const event of shuffled) {
        view = reduce(view, event);
        const gapless = contiguous(state(view));
        expect(gapless.map(({ seq }) => seq)).toEqual(range(1, gapless.length));
      }
      // The message up to which the server counted depends on the order; the number of unread messages does not.
      const known = (one: ViewState) => ({ ...state(one), unreadCount: undefined });
      expect(known(view)).toEqual(known(after([listed, ...events])));
      expect(new Snapshots(ME).totalUnread(view)).toBe(range(1, last).filter((seq) => seq % 3 > 0).length);
      expect(isBehind(view)).toBe(false);
    }
  });

  it('is behind while a message is missing, and shows only messages of this user after the gap', () => {
    const view = after([{ type: 'listed', conversations: [conversation(1)] }, messageEvent(3), messageEvent(4)]);
    expect(isBehind(view)).toBe(true);
    expect(shown(view)).toEqual([1, 3]);
    expect(shown(reduce(view, messageEvent(2)))).toEqual([1, 2, 3, 4]);
    expect(isBehind(reduce(view, messageEvent(2)))).toBe(false);
  });

  it('is behind while the server has not sent the details of a conversation', () => {
    const view = after([messageEvent(1), messageEvent(2)]);
    expect(isBehind(view)).toBe(true);
    expect(new Snapshots(ME).conversations(view)).toEqual([]);
    expect(isBehind(reduce(view, synced(0, 2, 10)))).toBe(false);
  });

  it('keeps messages that have arrived as events before the response that resets their conversation', () => {
    const view = after([
      { type: 'listed', conversations: [conversation(10)] },
      messageEvent(2001),
      synced(10, 2000, 100, true),
    ]);
    expect(shown(view)).toEqual(range(1901, 2001));
    expect(state(view)).toMatchObject({ rev: 2001, ahead: [], firstSeq: 1901, lastSeq: 2001 });
  });

  it('discards the known state when a response shows that the server was restored to an older state', () => {
    const view = after([
      { type: 'listed', conversations: [conversation(1)] },
      ...range(2, 9).map((seq) => messageEvent(seq)),
      { type: 'read', conversationId: ID, userId: PEER, seq: 9 },
      synced(0, 6, 3, true),
    ]);
    expect(shown(view)).toEqual([4, 5, 6]);
    expect(state(view)).toMatchObject({ rev: 6, lastSeq: 6 });
    expect(state(view).participants).toContainEqual({ userId: PEER, readSeq: 0, deliveredSeq: 0 });
  });

  it('prepends a page of older messages only if it ends directly before the shown range', () => {
    const view = after([{ type: 'listed', conversations: [conversation(10)] }]);
    const older = (from: number, to: number): ViewEvent => ({
      type: 'older',
      conversationId: ID,
      messages: range(from, to).map((seq) => message(seq)),
    });
    expect(shown(reduce(view, older(4, 9)))).toEqual(range(4, 10));
    expect(reduce(view, older(2, 7))).toBe(view);
  });

  describe('paging through the history', () => {
    const page = (type: 'older' | 'newer' | 'window', from: number, to: number): ViewEvent => ({
      type,
      conversationId: ID,
      messages: range(from, to).map((seq) => message(seq)),
    });
    const trimmed = (side: 'oldest' | 'newest'): ViewEvent => ({ type: 'trimmed', conversationId: ID, side });
    const listed: ViewEvent = { type: 'listed', conversations: [conversation(10_000)] };
    const ends = (view: ViewState) => [shown(view)[0], shown(view).at(-1)];
    const expectNoGaps = (view: ViewState) => {
      const [first, last] = ends(view);
      expect(shown(view)).toEqual(range(first!, last!));
    };

    it('shows a window around a message, which grows at both ends until it reaches the newest messages', () => {
      let view = after([listed, page('window', 9800, 9899)]);
      expect(ends(view)).toEqual([9800, 9899]);
      expect(new Snapshots(ME).conversations(view)[0]).toMatchObject({ hasOlder: true, hasNewer: true });
      view = after([page('older', 9700, 9799), page('newer', 9900, 9950), page('newer', 9990, 9995)], view);
      expect(ends(view)).toEqual([9700, 9950]);
      view = after([messageEvent(10_001), page('newer', 9951, 9999)], view);
      expect(ends(view)).toEqual([9700, 10_001]);
      expect(new Snapshots(ME).conversations(view)[0]).toMatchObject({ hasOlder: true, hasNewer: false });
      expectNoGaps(view);
    });

    it('shows a bounded range without gaps, however far the user pages in either direction', () => {
      let view = after([listed]);
      for (let before = 10_000; before > 1; before = shown(view)[0]!) {
        view = after([trimmed('newest'), page('older', Math.max(1, before - 200), before - 1)], view);
        expect(shown(view).length).toBeLessThanOrEqual(2200);
        expectNoGaps(view);
      }
      expect(shown(view)[0]).toBe(1);
      for (let last = shown(view).at(-1)!; last < 10_000; last = shown(view).at(-1)!) {
        view = after([trimmed('oldest'), page('newer', last + 1, Math.min(10_000, last + 200))], view);
        expect(shown(view).length).toBeLessThanOrEqual(2200);
        expectNoGaps(view);
      }
      expect(state(view).window).toBeUndefined();
    });

    it('updates changed messages in a window, and leaves the window only for the newest messages or a reset', () => {
      const edited = { ...message(9850), content: 'edited', rev: 10_001 };
      const base = after([listed, page('window', 9800, 9899)]);
      const next = { ...message(10_001), rev: 10_002 };
      const view = after(
        [
          { type: 'message', message: edited },
          { type: 'message', message: next },
        ],
        base,
      );
      expect(ends(view)).toEqual([9800, 9899]);
      expect(state(view).window?.find(({ seq }) => seq === 9850)?.content).toBe('edited');
      expect(after([page('window', 1, 0), page('newer', 9950, 9960)], base)).toEqual(base);
      expect(ends(reduce(view, { type: 'newest', conversationId: ID })).at(-1)).toBe(10_001);
      expect(state(reduce(view, synced(0, 12_000, 100, true))).window).toBeUndefined();
    });
  });

  it('keeps at most 5,000 messages of a conversation', () => {
    const view = after([
      { type: 'listed', conversations: [conversation(1)] },
      ...range(2, 5200).map((seq) => messageEvent(seq)),
    ]);
    expect(shown(view).length).toBeLessThanOrEqual(5000);
    expect(shown(view).at(-1)).toBe(5200);
    expect(state(view).firstSeq).toBe(shown(view)[0]);
  });

  describe('counts the messages of others after the position of this user as unread', () => {
    const mine = (seq: number): ViewEvent => ({ type: 'message', message: message(seq, ME) });
    const theirs = (seq: number): ViewEvent => ({ type: 'message', message: message(seq, PEER) });
    const read = (seq: number): ViewEvent => ({ type: 'read', conversationId: ID, userId: ME, seq });
    const unread = (view: ViewState) => new Snapshots(ME).totalUnread(view);
    const position = (view: ViewState) => positionOf(state(view), ME).readSeq;

    it('even if the user has sent messages after that position', () => {
      const view = after([synced(0, 2, 100), mine(3), mine(4)]);
      expect([unread(view), position(view)]).toEqual([2, 0]);
    });

    it('and advances that position over messages of this user that directly follow it', () => {
      const view = after([synced(0, 2, 100), mine(3), mine(4), read(2)]);
      expect([unread(view), position(view)]).toEqual([0, 4]);
      expect(unread(reduce(view, theirs(5)))).toBe(1);
    });

    it('in whatever order messages, positions and counts of the server arrive', () => {
      const events = [
        mine(3),
        theirs(4),
        mine(5),
        theirs(6),
        read(2),
        { type: 'read', conversationId: ID, userId: ME, seq: 2, lastSeq: 6, unread: 2 },
      ] as ViewEvent[];
      for (let shift = 0; shift < events.length; shift += 1) {
        const view = after([synced(0, 2, 100), ...events.slice(shift), ...events.slice(0, shift)]);
        expect([unread(view), position(view)]).toEqual([2, 3]);
      }
    });

    it('and uses the count of the server if not all of those messages are loaded', () => {
      const page = synced(0, 1000, 100, true);
      if (page.type !== 'synced') throw new Error('The event is not a sync page.');
      const [changes] = page.page.changes;
      changes!.conversation = { ...changes!.conversation, unread: 700 };
      const view = after([page]);
      expect(unread(view)).toBe(700);
      expect(unread(after([theirs(1001), mine(1002)], view))).toBe(701);
      const count = { type: 'read', conversationId: ID, userId: ME, seq: 10, lastSeq: 1001, unread: 695 } as const;
      const recounted = after([theirs(1001), count, mine(1002)], view);
      expect([unread(recounted), position(recounted)]).toEqual([695, 10]);
      expect(unread(after([read(950)], view))).toBe(33);
      expect(unread(after([read(1000)], view))).toBe(0);

      const messages = range(1, 100).map((seq) => message(seq, seq % 2 === 0 ? ME : PEER));
      expect(unread(after([{ type: 'window', conversationId: ID, messages }, read(99)], view))).toBe(650);
    });
  });
});

describe('a deleted person', () => {
  const deletedAt = new Date(9000).toISOString();
  const gone = { id: PEER, name: 'Deleted account', online: false, deletedAt };
  const tombstone = (seq: number, rev: number): Message => ({
    ...message(seq, PEER),
    content: '',
    sender: gone,
    deletedAt,
    rev,
  });
  const erased: ViewEvent = {
    type: 'synced',
    page: {
      changes: [
        {
          conversation: { ...conversation(3), user: gone, rev: 6, lastMessage: message(3, ME) },
          rev: 6,
          messages: [tombstone(1, 5), tombstone(2, 6)],
          reset: false,
        },
      ],
      removed: [],
      positions: [],
      totalUnread: 0,
      more: false,
    },
  };

  it('is shown as deleted, with all messages of theirs shown as deleted, in the original order', () => {
    const view = after([
      { type: 'listed', conversations: [conversation(1)] },
      messageEvent(2),
      messageEvent(3),
      erased,
    ]);
    const snapshots = new Snapshots(ME);
    expect(snapshots.conversations(view)[0]!.user).toMatchObject({ name: 'Deleted account', deletedAt });
    const shownMessages = snapshots.messages({ view, entries: [] }, ID);
    expect(shownMessages.map(({ seq, content, deletedAt: at }) => [seq, content, at])).toEqual([
      [1, '', deletedAt],
      [2, '', deletedAt],
      [3, '3', undefined],
    ]);
    expect(state(view).rev).toBe(6);
    expect(isBehind(view)).toBe(false);
  });

  it('is not changed by an event from before the deletion that arrives late', () => {
    const view = after([
      { type: 'listed', conversations: [conversation(1)] },
      messageEvent(2),
      messageEvent(3),
      erased,
    ]);
    expect(reduce(view, messageEvent(2))).toBe(view);
  });
});

describe('a person who changes their profile', () => {
  const named = (name: string, second: number) => ({
    id: PEER,
    name,
    changedAt: new Date(second * 1000).toISOString(),
  });
  const as = (user: Partial<Conversation['user']>) => ({
    ...conversation(2),
    user: { ...conversation(2).user, ...user },
  });
  const listedAs = (user: Partial<Conversation['user']>): ViewEvent => ({ type: 'listed', conversations: [as(user)] });
  const changed = (name: string, second: number): ViewEvent => ({ type: 'profile', person: named(name, second) });
  const page = (user: Partial<Conversation['user']>, people = [named('Anna', 5)], rev = 2): ViewEvent => ({
    type: 'synced',
    page: {
      changes: [{ conversation: as(user), rev, messages: [], reset: false }],
      removed: [],
      positions: [],
      totalUnread: 0,
      people,
      peopleAt: '2026-01-31T12:00:00.000Z',
      more: false,
    },
  });
  const shownAs = (view: ViewState) => {
    const snapshots = new Snapshots(ME);
    return {
      users: snapshots.conversations(view).map(({ user }) => user),
      senders: snapshots.messages({ view, entries: [] }, ID).map(({ senderName }) => senderName),
    };
  };

  it('is shown in the same way after the event of the change and after loading the changed profile', () => {
    const person = { ...named('Anna', 5), handle: 'anna', color: 30, joinedAt: '2026-01-31' };
    const old = after([listedAs({ handle: 'ana' })]);
    const fresh = after([listedAs(person)]);
    expect(shownAs(old)).not.toEqual(shownAs(fresh));
    expect(shownAs(reduce(old, { type: 'profile', person }))).toEqual(shownAs(fresh));
    const { handle: _, color: __, ...plain } = person;
    expect(
      shownAs(reduce(fresh, { type: 'profile', person: { ...plain, changedAt: named('', 6).changedAt } })).users,
    ).toEqual([{ ...plain, changedAt: named('', 6).changedAt, online: true, lastSeenAt: null }]);
  });

  it('is shown with the latest profile, in whatever order and how often events arrive', () => {
    const events = [changed('Ann', 3), changed('Anna', 5), page({}, []), page(named('Ann', 3), []), changed('Anne', 4)];
    for (let shift = 0; shift < events.length; shift += 1) {
      const view = after([listedAs({}), ...events.slice(shift), ...events.slice(0, shift), events[0]!]);
      expect(shownAs(view)).toEqual({
        users: [{ ...named('Anna', 5), online: true, lastSeenAt: null }],
        senders: ['Anna'],
      });
    }
  });

  it('is updated by a sync response if the event was missed, without a new revision of the conversation', () => {
    const view = after([listedAs({}), { ...page({}), page: { ...syncedPage(page({})), changes: [] } } as ViewEvent]);
    expect(shownAs(view).users[0]!.name).toBe('Anna');
    expect(view.peopleAt).toBe('2026-01-31T12:00:00.000Z');
    expect(state(view).rev).toBe(2);
  });

  it('does not change the view by a repeated profile, an unknown person or a change of a deleted account', () => {
    const view = after([listedAs({}), changed('Anna', 5)]);
    expect(reduce(view, changed('Anna', 5))).toBe(view);
    expect(reduce(view, { type: 'profile', person: { ...named('Eve', 9), id: 'eve' } })).toBe(view);
    const gone = { id: PEER, name: 'Deleted account', online: false, deletedAt: new Date(9000).toISOString() };
    const deleted = after([page(gone, [], 3)], view);
    expect(shownAs(deleted).users[0]!.name).toBe('Deleted account');
    expect(reduce(deleted, changed('Anna', 10))).toBe(deleted);
  });
});

function syncedPage(event: ViewEvent) {
  if (event.type !== 'synced') throw new Error('The event is not a sync page.');
  return event.page;
}
