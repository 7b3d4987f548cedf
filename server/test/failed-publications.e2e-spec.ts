import { messagesRoutes } from '@smart-hub/contract/messages';
import { Publisher } from '../src/realtime/publisher.js';
import { SocketServer } from '../src/realtime/socket-server.js';
import { TypingService } from '../src/typing/typing.service.js';
import { closeSockets, registerAll, startHub, type Hub, type TestPerson } from './support/hub.js';
import type { TestSocket } from './support/test-socket.js';

describe('something that is stored and cannot be published', () => {
  let hub: Hub;
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

  /** Everybody sends two messages to the next one at once; all are acknowledged. */
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

  it('fails no other message of its group, and its participants catch up', async () => {
    for (const typing of hub.parts(TypingService)) {
      const sent = typing.sent.bind(typing);
      jest.spyOn(typing, 'sent').mockImplementation((userId, ...rest) => {
        if (userId === people[1]!.id) throw new Error('This message cannot be published.');
        sent(userId, ...rest);
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
    expect([0, 3].flatMap((index) => sockets[index]!.all('resync'))).toEqual([]);
  });

  it('is acknowledged, and its recipients catch up, when the socket cannot take it', async () => {
    for (const { io } of hub.parts(SocketServer)) {
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
    for (const socket of sockets) expect(socket.all('message_sent')).toHaveLength(2);
  });

  it('is acknowledged when it is a position', async () => {
    const [hers, his] = sockets as [TestSocket, TestSocket];
    const { conversation } = await hers.send({ receiverId: people[1]!.id, content: 'one' });
    for (const publisher of hub.parts(Publisher))
      jest.spyOn(publisher, 'toUsers').mockImplementation(() => {
        throw new Error('This position cannot be published.');
      });

    expect(await his.hub.command('mark_read', { conversationId: conversation.id, seq: 1 })).toMatchObject({
      seq: 1,
      unread: 0,
    });
  });
});
