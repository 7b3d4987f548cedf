import { createClient } from '@redis/client';
import { Counters } from '../src/platform/health/counters.js';
import { BusCodec } from '../src/realtime/bus-codec.js';
import { BusSignatures, SIGNATURE_LENGTH } from '../src/realtime/bus-signatures.js';
import {
  closeHubs,
  closeSockets,
  registerAll,
  settings,
  startHub,
  waitUntil,
  type TestHub,
  type TestPerson,
} from './support/hub.js';
import { startRedis, type TestRedis } from './support/redis.js';
import type { TestSocket } from './support/test-socket.js';

/** A Redis client that is allowed to publish and subscribe, but does not know the secret. */
type Intruder = ReturnType<typeof createClient>;

let redis: TestRedis;
let nodes: [TestHub, TestHub];
let intruder: Intruder;
let people: [TestPerson, TestPerson];
let sockets: [TestSocket, TestSocket];

const startNode = (environment: Record<string, string> = {}, one?: TestHub) =>
  startHub({ REDIS_URL: redis.url, ...environment }, one?.database, { nodes: 1 });

beforeEach(async () => {
  redis = await startRedis();
  const first = await startNode();
  nodes = [first, await startNode({}, first)];
  intruder = createClient({ url: redis.url });
  await intruder.connect();
  people = (await registerAll(nodes[0], 2)) as [TestPerson, TestPerson];
  sockets = [await people[0].connect({}, nodes[0]), await people[1].connect({}, nodes[1])];
});

afterEach(async () => {
  closeSockets();
  intruder.destroy();
  await closeHubs();
  await redis.stop();
});

const channels = () => ({ ana: `hub:v2:user:${people[0].id}`, ben: `hub:v2:user:${people[1].id}`, all: 'hub:v2:all' });
const publish = (channel: string, text: string) => intruder.sPublish(channel, text);
const count = (hub: TestHub, counter: string) => hub.providers(Counters)[0]!.all()[counter] ?? 0;
const dropped = (hub: TestHub) => count(hub, 'bus.dropped');
const waitForDropped = (hub: TestHub, number: number) =>
  waitUntil(`${number} node messages are dropped`, () => dropped(hub) >= number);

/** Records everything that is published on a channel. */
async function record(channel: string): Promise<string[]> {
  const texts: string[] = [];
  await intruder.sSubscribe(channel, (text) => void texts.push(text));
  return texts;
}

/** Encodes and signs a body as a node with this secret does. */
const signed = (channel: string, body: unknown, secret = settings.JWT_SECRET) =>
  new BusCodec(new BusSignatures(secret, [])).encode(channel, typeof body === 'string' ? body : JSON.stringify(body));

/** Checks that both people still receive messages, and that no socket has received a forged or duplicate event. */
async function expectUndisturbed(): Promise<void> {
  const [ana, ben] = sockets;
  await ana.send({ receiverId: people[1].id, content: 'genuine' });
  await waitUntil('Ben receives the message', () => ben.messages().at(-1)?.content === 'genuine');
  await ben.send({ receiverId: people[0].id, content: 'an answer' });
  await waitUntil('Ana receives the message', () => ana.messages().at(-1)?.content === 'an answer');
  for (const socket of sockets) {
    const contents = socket.messages().map(({ content }) => content);
    expect(contents).toEqual([...new Set(contents)]);
    expect(contents).not.toContain('forged');
    expect(socket.receivedNames()).not.toContain('resync');
  }
}

const message = (content: string) => ({
  id: people[0].id,
  content,
  createdAt: '2026-01-01T00:00:00.000Z',
  sender: { id: people[1].id, name: 'Ben', online: true },
  conversation: { id: people[1].id },
  seq: 1,
  rev: 1,
  replyTo: null,
});
const envelope = (content: string) => ['news', { event: 'new_message', payload: message(content) }];

describe('a Redis client without the secret', () => {
  it('garbage that it publishes is dropped and stops no node', async () => {
    const garbage = [
      '',
      '[',
      '12345678garbage',
      '{}'.repeat(100),
      '\0\uFFFD',
      `12345678${JSON.stringify(envelope('forged'))}`,
    ];
    const huge = 'x'.repeat(5_000_000);
    for (const channel of Object.values(channels()))
      for (const text of [...garbage, huge, huge.slice(0, 1_000_050)]) await publish(channel, text);

    for (const hub of nodes) await waitForDropped(hub, 16);

    await expectUndisturbed();
  });

  it('messages that are signed with another secret or for another channel are dropped', async () => {
    for (const channel of Object.values(channels())) {
      await publish(channel, signed(channel, envelope('forged'), 'another secret'));
      await publish(channel, signed(channel, ['catch_up', {}], 'another secret'));
      await publish(channel, signed('hub:v2:elsewhere', ['catch_up', {}]));
      await publish(channel, signed(channel, ['spent', 1_000_000], 'another secret'));
    }

    for (const hub of nodes) await waitForDropped(hub, 8);

    await expectUndisturbed();
  });

  it('a message forged with the id and the next counter of a known node is dropped', async () => {
    const { ben } = channels();
    const recorded = await record(ben);
    await sockets[0].send({ receiverId: people[1].id, content: 'before' });
    await waitUntil('the message is recorded', () => recorded.length > 0);
    const codec = new BusCodec(new BusSignatures('another secret', []));
    const node = recorded[0]!.slice(0, codec.node.length);
    const count = Number.parseInt(recorded[0]!.slice(node.length + SIGNATURE_LENGTH), 10) + 5;
    const before = dropped(nodes[1]);

    await publish(ben, Object.assign(codec, { node, count }).encode(ben, JSON.stringify(envelope('forged'))));
    await waitForDropped(nodes[1], before + 1);

    await expectUndisturbed();
  });

  it('a genuine message that is replayed on the channel of another user is dropped', async () => {
    const { ana, ben, all } = channels();
    const recorded = await record(ana);
    await sockets[1].send({ receiverId: people[0].id, content: 'for Ana' });
    await waitUntil('the message is recorded', () => recorded.length > 0);
    const otherSocket = await people[1].connect({}, nodes[0]);
    const before = dropped(nodes[0]);
    const texts = [...recorded];

    for (const channel of [ben, all]) for (const text of texts) await publish(channel, text);
    await waitForDropped(nodes[0], before + 2 * texts.length);

    await expectUndisturbed();
    await waitUntil('the other socket receives the answer', () => otherSocket.messages().length >= 2);
    expect(otherSocket.messages().map(({ content }) => content)).toEqual(['genuine', 'an answer']);
  });

  it('a genuine message that is replayed on its original channel is dropped', async () => {
    const { ben, all } = channels();
    const [forBen, forAll] = [await record(ben), await record(all)];
    await sockets[0].send({ receiverId: people[1].id, content: 'once' });
    await sockets[0].hub.command('typing', { conversationId: sockets[0].messages()[0]!.conversation.id, active: true });
    await sockets[1].next('typing_changed');
    const [cai] = await registerAll(nodes[0], 1);
    await cai!.connect({}, nodes[0]);
    await waitUntil('messages on both channels are recorded', () => forBen.length >= 2 && forAll.length >= 1);
    const before = dropped(nodes[1]);
    const [benTexts, allTexts] = [[...forBen], [...forAll]];

    for (const text of [...benTexts, ...benTexts]) await publish(ben, text);
    for (const text of allTexts) await publish(all, text);
    await waitForDropped(nodes[1], before + 2 * benTexts.length + allTexts.length);

    await expectUndisturbed();
    expect(sockets[1].messages().filter(({ content }) => content === 'once')).toHaveLength(1);
  });

  it('a genuine message of a stopped node that is replayed to a restarted node is not emitted', async () => {
    const { ben } = channels();
    const recorded = await record(ben);
    const third = await startNode({}, nodes[0]);
    const ana = await people[0].connect({}, third);
    const replayed = await ana.send({ receiverId: people[1].id, content: 'by a node that stops' });
    await waitUntil('the message is recorded', () => recorded.length > 0);
    const texts = [...recorded];
    ana.close();
    sockets[1].close();
    await third.stop();
    // After its restart, Ben's node no longer knows which messages it has received.
    await nodes[1].stop();
    await nodes[1].start();
    sockets[1] = await people[1].connect({}, nodes[1]);

    for (const text of texts) await publish(ben, text);

    await expectUndisturbed();
    expect(sockets[1].messages().map(({ id }) => id)).not.toContain(replayed.id);
  });
});

describe('a faulty node with the secret', () => {
  it('a correctly signed message that violates its schema is dropped, and no handler throws', async () => {
    const { ben, all } = channels();
    const codec = new BusCodec(new BusSignatures(settings.JWT_SECRET, []));
    // Answers the challenge of other nodes, as a real node does.
    const ownChannel = `hub:v2:node:${codec.node}`;
    await intruder.sSubscribe(ownChannel, (text) => {
      const [, sender, asked] = /^(.{8}).{22}(\d+)\["ask"/.exec(text) ?? [];
      const channel = `hub:v2:node:${sender}`;
      if (asked) void publish(channel, codec.encode(channel, JSON.stringify(['alive', { asked: +asked, floor: 0 }])));
    });
    const valid = message('forged');
    const onUser: unknown[] = [
      ['news', null],
      ['news', { event: 'no_event', payload: {} }],
      ['news', { event: 'toString', payload: {} }],
      ['news', { event: 'new_message', payload: null }],
      ['news', { event: 'new_message', payload: { ...valid, seq: 'forged' } }],
      ['news', { event: 'new_message', payload: { ...valid, conversation: null } }],
      ['news', { event: 'new_message', payload: valid, place: { kind: 'next' } }],
      ['news', { event: 'new_message', payload: valid, place: { kind: 'x', stream: 's', at: 1 } }],
      ['spent', 'many'],
      ['spent', -1000],
      ['typing', { conversationId: 1 }],
      ['read', {}],
      ['catch_up', {}],
      ['constructor', {}],
      [1, 2],
      'null',
      {},
      [],
    ];
    const onAll: unknown[] = [
      ['presence', {}],
      ['presence', ['forged']],
      ['catch_up', null],
      ['news', {}],
      envelope('forged'),
    ];
    const before = dropped(nodes[1]);

    for (const body of onUser) await publish(ben, codec.encode(ben, JSON.stringify(body)));
    await publish(ben, codec.encode(ben, '[not JSON'));
    for (const body of onAll) await publish(all, codec.encode(all, JSON.stringify(body)));
    await waitForDropped(nodes[1], before + onUser.length + 1 + onAll.length);

    await expectUndisturbed();
    expect(nodes.map((hub) => count(hub, 'errors.caught'))).toEqual([0, 0]);
    await publish(ben, codec.encode(ben, JSON.stringify(envelope('valid'))));
    await waitUntil('a valid message is received', () => sockets[1].messages().at(-1)?.content === 'valid');
  });
});

describe('the token secret', () => {
  it('can be rotated while nodes run: nodes with the next secret and nodes with the previous secret accept the messages of each other', async () => {
    const ready = await startNode({ JWT_SECRET: 'the first', JWT_SECRET_PREVIOUS: 'the next' }, nodes[0]);
    const rotated = await startNode({ JWT_SECRET: 'the next', JWT_SECRET_PREVIOUS: 'the first' }, nodes[0]);
    const [[ana], [cai]] = await Promise.all([registerAll(ready, 1), registerAll(rotated, 1)]);
    const [anaSocket, caiSocket] = [await ana!.connect({}, ready), await cai!.connect({}, rotated)];

    await anaSocket.send({ receiverId: cai!.id, content: 'signed with the secret before' });
    await waitUntil('Cai receives the message', () => caiSocket.messages().length === 1);
    await caiSocket.send({ receiverId: ana!.id, content: 'signed with the next one' });
    await waitUntil('Ana receives the reply', () => anaSocket.messages().length === 2);

    expect([dropped(ready), dropped(rotated)]).toEqual([0, 0]);
  });
});
