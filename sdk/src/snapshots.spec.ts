import type { Message } from '@smart-hub/contract/messages';
import type { OutboxEntry } from './outbox-store.js';
import { Snapshots } from './snapshots.js';
import { emptyView, isBehind, reduce } from './view.js';

const ME = { id: 'me', name: 'Me', online: true };
const PEER = { id: 'peer', name: 'Peer', joinedAt: '2026-01-01' };

const entry = (order: number, receiver?: OutboxEntry['receiver']): OutboxEntry => ({
  clientMessageId: `entry ${order}`,
  order,
  message: { receiverId: PEER.id, content: `${order}` },
  createdAt: new Date(order * 1000).toISOString(),
  ...(receiver && { receiver }),
});
const stored: Message = {
  id: 'message',
  clientMessageId: 'entry 1',
  content: '1',
  createdAt: new Date(1000).toISOString(),
  sender: ME,
  conversation: { id: 'conversation' },
  seq: 1,
  rev: 1,
  replyTo: null,
};

describe('unsent messages', () => {
  it('are listed with only the newest of each conversation, and its recipient if the conversation does not exist yet', () => {
    const entries = [entry(1, PEER), entry(2, PEER)];
    const snapshots = new Snapshots(ME.id);
    const unsent = snapshots.unsent({ view: emptyView, entries });
    expect(unsent).toEqual([{ receiver: PEER, message: expect.objectContaining({ content: '2', state: 'sending' }) }]);
    expect(snapshots.unsent({ view: emptyView, entries })).toBe(unsent);
  });

  it('have no receiver if the stored receiver is not a valid profile', () => {
    const entries = [entry(1, { id: 'peer' } as typeof PEER)];
    expect(new Snapshots(ME.id).unsent({ view: emptyView, entries })[0]).not.toHaveProperty('receiver');
  });

  it('are replaced by the new conversation in the same update in which the first message arrives as stored', () => {
    const entries = [entry(1, PEER)];
    const snapshots = new Snapshots(ME.id);
    expect(snapshots.unsent({ view: emptyView, entries })).toHaveLength(1);
    const view = reduce(emptyView, { type: 'message', message: stored, receiver: PEER });
    expect(snapshots.unsent({ view, entries })).toEqual([]);
    expect(snapshots.conversations(view)).toMatchObject([
      { id: 'conversation', user: PEER, lastMessage: { key: 'entry 1', state: 'sent' } },
    ]);
    expect(isBehind(view)).toBe(true);
  });
});
