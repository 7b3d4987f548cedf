import type { Message } from '@smart-hub/contract/messages';
import {
  closeHubs,
  closeSockets,
  register,
  registerAll,
  startHub,
  type TestHub,
  type TestPerson,
} from './support/hub.js';
import type { TestSocket } from './support/test-socket.js';

describe('a clientMessageId', () => {
  let hub: TestHub;
  let ana: TestPerson;
  let ben: TestPerson;
  beforeAll(async () => {
    hub = await startHub();
  });
  beforeEach(async () => {
    [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
  });
  afterEach(closeSockets);
  afterAll(closeHubs);

  it('that is sent again returns the first message whatever the other fields are, and neither publishes an event nor uses a seq', async () => {
    const [anaSocket, benSocket] = await Promise.all([ana.connect(), ben.connect()]);
    const first = await anaSocket.send({ receiverId: ben.id, content: 'one', clientMessageId: 'a' });
    expect(first).toMatchObject({ seq: 1, clientMessageId: 'a' });
    expect(first).not.toHaveProperty('deduplicated');
    const duplicate = { ...first, deduplicated: true };
    const { id: conversationId } = first.conversation;
    expect(await anaSocket.send({ receiverId: ben.id, content: 'one', clientMessageId: 'a' })).toEqual(duplicate);
    expect(await anaSocket.send({ conversationId, content: 'another', clientMessageId: 'a' })).toEqual(duplicate);
    const reply = { conversationId, content: 'a reply', clientMessageId: 'a', replyTo: first.id };
    expect(await anaSocket.send(reply)).toEqual(duplicate);

    const next = await anaSocket.send({ receiverId: ben.id, content: 'two', clientMessageId: 'b' });
    expect(next.seq).toBe(2);
    await Promise.all([anaSocket.waitForCount('message_sent', 2), benSocket.waitForCount('new_message', 2)]);
    expect([anaSocket.messages(), benSocket.messages()]).toEqual([
      [first, next],
      [first, next],
    ]);
  });

  it('that is sent several times concurrently stores one message', async () => {
    const sockets = await Promise.all([ana.connect(), ana.connect(), ben.connect()]);
    const [laptop, phone, benSocket] = sockets as [TestSocket, TestSocket, TestSocket];
    const sent = await Promise.all(
      Array.from({ length: 120 }, (_, index) =>
        (index % 2 ? laptop : phone).send({
          receiverId: ben.id,
          content: `${index}`,
          clientMessageId: `${Math.floor(index / 6)}`,
        }),
      ),
    );

    const firsts = sent.filter(({ deduplicated }) => !deduplicated);
    expect(firsts.map(({ seq }) => seq).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    const byClientId = new Map(firsts.map((message) => [message.clientMessageId, message]));
    expect(byClientId.size).toBe(20);
    for (const { deduplicated: _, ...message } of sent) {
      expect(message).toEqual(byClientId.get(message.clientMessageId));
    }
    await expectReceivedOnce([laptop, phone], 'message_sent', firsts);
    await expectReceivedOnce([benSocket], 'new_message', firsts);
    expect(benSocket.receivedNames().filter((name) => name === 'new_message')).toHaveLength(20);
  });

  it('can be used again by another sender and in another conversation', async () => {
    const cleo = await register(hub);
    const [anaSocket, benSocket] = await Promise.all([ana.connect(), ben.connect()]);
    const sent = await Promise.all([
      anaSocket.send({ receiverId: ben.id, content: 'from Ana', clientMessageId: 'a' }),
      benSocket.send({ receiverId: ana.id, content: 'from Ben', clientMessageId: 'a' }),
      anaSocket.send({ receiverId: cleo.id, content: 'to Cleo', clientMessageId: 'a' }),
    ]);
    expect(sent.map(({ content, deduplicated }) => [content, deduplicated])).toEqual([
      ['from Ana', undefined],
      ['from Ben', undefined],
      ['to Cleo', undefined],
    ]);
    expect(
      await anaSocket.send({ receiverId: cleo.id, content: '', clientMessageId: 'a' }).catch(({ code }) => code),
    ).toBe('request.invalid');
    expect(await benSocket.send({ receiverId: ana.id, content: 'x', clientMessageId: 'a' })).toEqual({
      ...sent[1],
      deduplicated: true,
    });
  });

  it('that is omitted deduplicates nothing: every send of the same text stores a message', async () => {
    const anaSocket = await ana.connect();
    const sent = await Promise.all(
      Array.from({ length: 10 }, () => anaSocket.send({ receiverId: ben.id, content: 'Hello' })),
    );
    expect(new Set(sent.map(({ id }) => id)).size).toBe(10);
    expect(sent.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('of a refused message can be used again', async () => {
    const anaSocket = await ana.connect();
    const refused = { receiverId: ben.id, content: 'x', clientMessageId: 'a', replyTo: ana.id };
    await expect(anaSocket.send(refused)).rejects.toMatchObject({ code: 'message.reply_not_found' });
    const sent = await anaSocket.send({ receiverId: ben.id, content: 'y', clientMessageId: 'a' });
    expect(sent).toMatchObject({ content: 'y', seq: 1 });
    expect(sent).not.toHaveProperty('deduplicated');
  });

  it('still prevents a second message after a restart of the server', async () => {
    const first = await startHub();
    const [cleo, dan] = await Promise.all([register(first), register(first)]);
    const sent = await (await cleo.connect()).send({ receiverId: dan.id, content: 'one', clientMessageId: 'a' });
    closeSockets();
    await first.stop();
    const second = await startHub({}, first.database);
    const [cleoSocket, danSocket] = await Promise.all([cleo.connect({}, second), dan.connect({}, second)]);
    expect(await cleoSocket.send({ receiverId: dan.id, content: 'two', clientMessageId: 'a' })).toEqual({
      ...sent,
      deduplicated: true,
    });
    const next = await cleoSocket.send({ receiverId: dan.id, content: 'three', clientMessageId: 'b' });
    expect(next.seq).toBe(2);
    expect(await danSocket.next('new_message')).toEqual(next);
  });

  it('prevents a second message when two nodes receive the same send concurrently', async () => {
    const other = await startHub({}, hub.database);
    const people = await registerAll(hub, 8);
    const sockets = await Promise.all(people.map((person) => person.connect()));
    const socketsOnOther = await Promise.all(people.map((person) => person.connect({}, other)));
    const sent: Message[] = [];
    // In the first round, the nodes also create the conversations.
    for (let round = 0; round < 25; round += 1) {
      const copies = await Promise.all(
        people.flatMap((_, index) => {
          const message = {
            receiverId: people[(index + 1) % people.length]!.id,
            content: `round ${round}`,
            clientMessageId: `${round}`,
          };
          return [sockets[index]!.send(message), socketsOnOther[index]!.send(message)];
        }),
      );
      for (let index = 0; index < copies.length; index += 2) {
        const pair = copies.slice(index, index + 2);
        expect(pair.filter(({ deduplicated }) => !deduplicated)).toHaveLength(1);
        expect(new Set(pair.map(({ id }) => id)).size).toBe(1);
        expect(pair[0]!.seq).toBe(round + 1);
        sent.push(pair.find(({ deduplicated }) => !deduplicated)!);
      }
    }
    expect(sent).toHaveLength(people.length * 25);
  });

  /** Checks that each socket received each message once, in the order of seq. */
  async function expectReceivedOnce(
    sockets: TestSocket[],
    name: 'message_sent' | 'new_message',
    messages: Message[],
  ): Promise<void> {
    const ordered = messages.toSorted((a, b) => a.seq - b.seq);
    for (const socket of sockets) {
      await socket.waitForCount(name, messages.length);
      expect(socket.messages()).toEqual(ordered);
    }
  }
});
