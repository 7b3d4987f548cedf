import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { openStorage, type Draft } from './storage.js';

/**
 * The ceilings with which the product is compared: plain Socket.IO, which relays and acknowledges messages and does
 * nothing else. With `STORE=1` (ceiling 2) each message is stored first, by the product's own statement.
 */

interface SendMessage {
  readonly receiverId: string;
  readonly content: string;
  readonly clientMessageId: string;
}

/**
 * The backlog of the product (server/src/listen.ts): a connection that does not fit into it is retried a second later.
 */
const BACKLOG = 4096;

const http = createServer();
const io = new Server(http, { serveClient: false, perMessageDeflate: false });
const store = process.env['STORE'] === '1' ? await openStorage() : undefined;

/** Returns the user of a token without verifying it: verification is part of the product's work. */
function userOf(token: string): string {
  return (JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as { sub: string }).sub;
}

function messageWithoutStorage({ senderId, clientMessageId, content }: Draft) {
  const sender = { id: senderId, name: 'Person', online: true };
  return { id: randomUUID(), content, createdAt: new Date(), sender, conversation: { id: senderId }, clientMessageId };
}

io.on('connection', (socket) => {
  const senderId = userOf((socket.handshake.auth as { token: string }).token);
  void socket.join(senderId);
  socket.emit('presence_state', { users: [] });
  // There are no missed messages to return.
  socket.on('sync', (_: unknown, acknowledge: (page: object) => void) => acknowledge({}));
  socket.on('send_message', (command: SendMessage, acknowledge: (message: object) => void) => {
    const deliver = (message: object) => {
      io.to(command.receiverId).emit('new_message', message);
      acknowledge(message);
    };
    const draft = { ...command, senderId };
    if (store) store(draft, deliver);
    else deliver(messageWithoutStorage(draft));
  });
});

http.listen({ port: 0, backlog: BACKLOG }, () =>
  console.log(`http://localhost:${(http.address() as AddressInfo).port}`),
);
process.once('SIGTERM', () => process.exit());
process.once('disconnect', () => process.exit());
