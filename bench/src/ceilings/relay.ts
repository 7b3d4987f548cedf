import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { openStorage, type Draft } from './storage.js';

/**
 * What the product is measured against: Socket.IO as it comes, which hands messages on and acknowledges them, and does
 * nothing else. With `STORE=1` they are stored before, by the product's own statement.
 */

interface SendMessage {
  readonly receiverId: string;
  readonly content: string;
  readonly clientMessageId: string;
}

/** As many may wait to be accepted as on the product (server/src/listen.ts): what finds no room comes a second later. */
const BACKLOG = 4096;

const http = createServer();
const io = new Server(http, { serveClient: false, perMessageDeflate: false });
const store = process.env['STORE'] === '1' ? await openStorage() : undefined;

/** Believes every token: checking it is the product's work. */
function userOf(token: string): string {
  return (JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as { sub: string }).sub;
}

function unstored({ senderId, clientMessageId, content }: Draft) {
  const sender = { id: senderId, name: 'Person', online: true };
  return { id: randomUUID(), content, createdAt: new Date(), sender, conversation: { id: senderId }, clientMessageId };
}

io.on('connection', (socket) => {
  const senderId = userOf((socket.handshake.auth as { token: string }).token);
  void socket.join(senderId);
  socket.emit('presence_state', { users: [] });
  // There is nothing to catch up on.
  socket.on('sync', (_: unknown, acknowledge: (page: object) => void) => acknowledge({}));
  socket.on('send_message', (sent: SendMessage, acknowledge: (message: object) => void) => {
    const pass = (message: object) => {
      io.to(sent.receiverId).emit('new_message', message);
      acknowledge(message);
    };
    const draft = { ...sent, senderId };
    if (store) store(draft, pass);
    else pass(unstored(draft));
  });
});

http.listen({ port: 0, backlog: BACKLOG }, () =>
  console.log(`http://localhost:${(http.address() as AddressInfo).port}`),
);
process.once('SIGTERM', () => process.exit());
process.once('disconnect', () => process.exit());
