import type { ConversationView, UnsentView } from '@smart-hub/sdk';
import { inFrozenOrder, withUnsent } from './order.js';

const at = (second: number) => new Date(second * 1000).toISOString();
const conversation = (name: string, second = 0) =>
  ({ id: `with ${name}`, user: { id: name, name }, lastActivityAt: at(second) }) as ConversationView;
const unsent = (state: 'sending' | 'failed', second: number): UnsentView['message'] => ({
  key: `${state} ${second}`,
  content: 'Hello',
  createdAt: at(second),
  senderId: 'me',
  replyTo: null,
  state,
});
const shown = (list: ReturnType<typeof withUnsent>) =>
  list.map(({ user, lastMessage }) => `${user.name} ${lastMessage?.state ?? 'read'}`);

it('a frozen list keeps the order of its rows, and new rows follow them', () => {
  const list = ['d', 'a', 'e', 'b', 'c'].map((name) => conversation(name));

  expect(inFrozenOrder(list, ['a', 'b', 'c']).map(({ user }) => user.id)).toEqual(['a', 'b', 'c', 'd', 'e']);
});

describe('unsent messages', () => {
  const list = [conversation('Ben', 30), conversation('Cy', 20), conversation('Dee', 10)];

  it('do not change the list while there are none', () => {
    expect(withUnsent(list, [])).toBe(list);
  });

  it('move their conversation to the top while they are being sent, even if the clock of the device is behind', () => {
    const sending = { conversationId: 'with Dee', message: unsent('sending', 5) };
    expect(shown(withUnsent(list, [sending]))).toEqual(['Dee sending', 'Ben read', 'Cy read']);
  });

  it('sort their conversation by the time at which they were written once sending has failed', () => {
    const failed = { conversationId: 'with Dee', message: unsent('failed', 25) };
    expect(shown(withUnsent(list, [failed]))).toEqual(['Ben read', 'Dee failed', 'Cy read']);
    const older = { conversationId: 'with Cy', message: unsent('failed', 1) };
    expect(shown(withUnsent(list, [older]))).toEqual(['Ben read', 'Cy failed', 'Dee read']);
  });

  it('add a row for a recipient without a conversation, if the profile of the recipient is known', () => {
    const receiver = { id: 'Eve', name: 'Eve' };
    const [first] = withUnsent(list, [{ receiver, message: unsent('sending', 40) }]);
    expect(first).toMatchObject({ id: undefined, user: receiver, unread: 0 });
    expect(withUnsent(list, [{ message: unsent('sending', 40) }])).toHaveLength(3);
  });
});
