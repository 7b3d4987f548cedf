import { conversationBytes, toConversation } from './conversation.mapper.js';
import type { ConversationRow } from './inbox.store.js';

const ID = '01932c07-4d2c-7cc2-9f0a-5a3f3a9d7c11';
const MAX_INT = 2_147_483_647;

const largest: ConversationRow = {
  conversation_id: ID,
  seq: MAX_INT,
  id: ID,
  sender_id: ID,
  sender_name: '"'.repeat(100),
  sender_online: false,
  content: '\u0001'.repeat(8000),
  client_message_id: '😀'.repeat(64),
  reply_to: ID,
  rev: MAX_INT,
  sender_erased_at: new Date(),
  deleted_at: new Date(),
  user_erased_at: null,
  user_handle: 'h'.repeat(32),
  user_color: 359,
  user_created_at: new Date(),
  user_changed_at: new Date(),
  created_at: new Date(),
  unread: MAX_INT,
  own_id: ID,
  own_read_seq: MAX_INT,
  own_delivered_seq: MAX_INT,
  user_id: ID,
  user_read_seq: MAX_INT,
  user_delivered_seq: MAX_INT,
  user_name: '漢'.repeat(100),
  user_online: false,
  last_seq: MAX_INT,
  last_rev: MAX_INT,
  last_activity_at: new Date(),
};

it.each([
  ['an active', largest],
  ['an erased', { ...largest, user_erased_at: new Date() }],
])(
  'conversationBytes is at least the size in JSON of a conversation with %s account, and less than 120 bytes more',
  (_, row) => {
    const bytes = Buffer.byteLength(`${JSON.stringify(toConversation(row))},`);
    expect(conversationBytes(row)).toBeGreaterThanOrEqual(bytes);
    expect(conversationBytes(row)).toBeLessThan(bytes + 120);
  },
);
