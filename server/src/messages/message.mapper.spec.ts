import { messageBytes, toMessage, type MessageRow } from './message.mapper.js';

const largest: MessageRow = {
  conversation_id: '01932c07-4d2c-7cc2-9f0a-5a3f3a9d7c11',
  seq: 2_147_483_647,
  id: '01932c07-4d2c-7cc2-9f0a-5a3f3a9d7c11',
  sender_id: '01932c07-4d2c-7cc2-9f0a-5a3f3a9d7c11',
  sender_name: '"'.repeat(100),
  sender_online: false,
  content: '\u0001'.repeat(8000),
  client_message_id: '😀'.repeat(64),
  reply_to: '01932c07-4d2c-7cc2-9f0a-5a3f3a9d7c11',
  rev: 2_147_483_647,
  sender_erased_at: new Date(),
  deleted_at: new Date(),
  created_at: new Date(),
};

it('messageBytes is at least the size of the message in JSON, and less than 120 bytes more', () => {
  for (const row of [
    largest,
    { ...largest, deleted_at: null, sender_erased_at: null },
    { ...largest, content: 'é', sender_name: 'Ana', client_message_id: null, reply_to: null, seq: 1 },
  ]) {
    const bytes = Buffer.byteLength(`${JSON.stringify(toMessage(row))},`);
    expect(messageBytes(row)).toBeGreaterThanOrEqual(bytes);
    expect(messageBytes(row)).toBeLessThan(bytes + 120);
  }
});
