import { messagesRoutes } from '@smart-hub/contract/messages';
import { Publisher } from '../src/realtime/publisher.js';
import { SocketServer } from '../src/realtime/socket-server.js';
import { TypingService } from '../src/typing/typing.service.js';
import { closeSockets, registerAll, startHub, type TestHub, type TestPerson } from './support/hub.js';
import type { TestSocket } from './support/test-socket.js';

describe('a failed publication', () => {
  let hub: TestHub;
  let people: TestPerson[];
  let sockets: TestSocket[];
  beforeAll(async () => {
    hub = await startHub();
  });
  beforeEach(async () => {
    people = await registerAll(hub, 4);
    sockets = await Promise.all(people.map((person) => person.connect()));
  });
  afterEach(() => {
    jest.restoreAllMocks();
    closeSockets();
  });
  afterAll(() => hub.close());

  /** Sends two messages from each person to the next one, all at once. Checks that all are acknowledged and stored. */
  async function sendAtOnce() {
    const sent = await Promise.all(
      sockets.flatMap((socket, index) =>
        ['first', 'second'].map((text) =>
          socket.send({ receiverId: people[(index + 1) % 4]!.id, content: `${text} of ${index}` }),
        ),
      ),
    );
    for (const [index, { id, content, conversation }] of sent.entries()) {
      const stored = await people[Math.floor(index / 2)]!.client.call(messagesRoutes.list, {
        params: { conversationId: conversation.id },
      });
      expect(stored).toContainEqual(expect.objectContaining({ id, content }));
    }
  }

  it('a stored message that cannot be published does not affect the other messages of its batch, and the participants get a resync', async () => {
    for (const typing of hub.providers(TypingService)) {
      const messageSent = typing.messageSent.bind(typing);
      jest.spyOn(typing, 'messageSent').mockImplementation((userId, ...rest) => {
        if (userId === people[1]!.id) throw new Error('This message cannot be published.');
        messageSent(userId, ...rest);
      });
    }

    await sendAtOnce();

    await Promise.all(
      [0, 2, 3].map(async (index) => {
        const socket = sockets[(index + 1) % 4]!;
        while ((await socket.next('new_message')).content !== `second of ${index}`);
      }),
    );
    for (const index of [1, 2]) expect(await sockets[index]!.next('resync')).toEqual({});
    expect([0, 3].flatMap((index) => sockets[index]!.payloads('resync'))).toEqual([]);
  });

  it('a stored message that cannot be emitted is acknowledged, and its recipients get a resync', async () => {
    for (const { io } of hub.providers(SocketServer)) {
      const to = io.to.bind(io);
      jest.spyOn(io, 'to').mockImplementation((rooms) => {
        const operator = to(rooms);
        const emit = operator.emit.bind(operator);
        operator.emit = (event, ...payload) => {
          if (event === 'new_message') throw new Error('This event cannot be emitted.');
          return emit(event, ...payload);
        };
        return operator;
      });
    }

    await sendAtOnce();

    for (const socket of sockets) expect(await socket.next('resync')).toEqual({});
    for (const socket of sockets) expect(socket.payloads('message_sent')).toHaveLength(2);
  });

  it('a stored read position that cannot be published is acknowledged', async () => {
    const [senderSocket, readerSocket] = sockets as [TestSocket, TestSocket];
    const { conversation } = await senderSocket.send({ receiverId: people[1]!.id, content: 'one' });
    for (const publisher of hub.providers(Publisher))
      jest.spyOn(publisher, 'toUsers').mockImplementation(() => {
        throw new Error('This position cannot be published.');
      });

    expect(await readerSocket.hub.command('mark_read', { conversationId: conversation.id, seq: 1 })).toMatchObject({
      seq: 1,
      unread: 0,
    });
  });
});
