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
  until,
  type Hub,
  type TestPerson,
} from './support/hub.js';
import { startRedis, type TestRedis } from './support/redis.js';
import type { TestSocket } from './support/test-socket.js';

/** Somebody who may publish and subscribe in Redis. */
type Intruder = ReturnType<typeof createClient>;

let redis: TestRedis;
let nodes: [Hub, Hub];
let intruder: Intruder;
let people: [TestPerson, TestPerson];
let sockets: [TestSocket, TestSocket];

const startNode = (environment: Record<string, string> = {}, one?: Hub) =>
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
const count = (hub: Hub, counter: string) => hub.parts(Counters)[0]!.all()[counter] ?? 0;
const dropped = (hub: Hub) => count(hub, 'bus.dropped');
const untilDropped = (hub: Hub, number: number) => until(`${number} are dropped`, () => dropped(hub) >= number);

/** All that is published on a channel. */
async function record(channel: string): Promise<string[]> {
  const texts: string[] = [];
  await intruder.sSubscribe(channel, (text) => void texts.push(text));
  return texts;
}

/** What a node would write that has this secret. */
const signed = (channel: string, body: unknown, secret = settings.JWT_SECRET) =>
  new BusCodec(new BusSignatures(secret, [])).encode(channel, typeof body === 'string' ? body : JSON.stringify(body));

/** Messages go both ways still, and nobody was told anything beside. */
async function expectUndisturbed(): Promise<void> {
  const [ana, ben] = sockets;
  await ana.send({ receiverId: people[1].id, content: 'genuine' });
  await until('Ben is told', () => ben.messages().at(-1)?.content === 'genuine');
  await ben.send({ receiverId: people[0].id, content: 'an answer' });
  await until('Ana is told', () => ana.messages().at(-1)?.content === 'an answer');
  for (const socket of sockets) {
    const contents = socket.messages().map(({ content }) => content);
    expect(contents).toEqual([...new Set(contents)]);
    expect(contents).not.toContain('forged');
    expect(socket.names()).not.toContain('resync');
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
const news = (content: string) => ['news', { event: 'new_message', payload: message(content) }];

describe('whoever may publish in Redis', () => {
  it('stops no node by garbage, and nobody sees any of it', async () => {
    const garbage = [
      '',
      '[',
      '12345678garbage',
      '{}'.repeat(100),
      '\0\uFFFD',
      `12345678${JSON.stringify(news('forged'))}`,
    ];
    const huge = 'x'.repeat(5_000_000);
    for (const channel of Object.values(channels()))
      for (const text of [...garbage, huge, huge.slice(0, 1_000_050)]) await publish(channel, text);

    for (const hub of nodes) await untilDropped(hub, 16);

    await expectUndisturbed();
  });

  it('forges nothing without the secret', async () => {
    for (const channel of Object.values(channels())) {
      await publish(channel, signed(channel, news('forged'), 'another secret'));
      await publish(channel, signed(channel, ['catch_up', {}], 'another secret'));
      await publish(channel, signed('hub:v2:elsewhere', ['catch_up', {}]));
      await publish(channel, signed(channel, ['spent', 1_000_000], 'another secret'));
    }

    for (const hub of nodes) await untilDropped(hub, 8);

    await expectUndisturbed();
  });

  it('forges nothing in the name of a node that is known', async () => {
    const { ben } = channels();
    const recorded = await record(ben);
    await sockets[0].send({ receiverId: people[1].id, content: 'before' });
    await until('it is recorded', () => recorded.length > 0);
    const codec = new BusCodec(new BusSignatures('another secret', []));
    const node = recorded[0]!.slice(0, codec.node.length);
    const count = Number.parseInt(recorded[0]!.slice(node.length + SIGNATURE_LENGTH), 10) + 5;
    const before = dropped(nodes[1]);

    await publish(ben, Object.assign(codec, { node, count }).encode(ben, JSON.stringify(news('forged'))));
    await untilDropped(nodes[1], before + 1);

    await expectUndisturbed();
  });

  it('cannot have a genuine message told to somebody else', async () => {
    const { ana, ben, all } = channels();
    const recorded = await record(ana);
    await sockets[1].send({ receiverId: people[0].id, content: 'for Ana' });
    await until('it is recorded', () => recorded.length > 0);
    const visitor = await people[1].connect({}, nodes[0]);
    const before = dropped(nodes[0]);
    const texts = [...recorded];

    for (const channel of [ben, all]) for (const text of texts) await publish(channel, text);
    await untilDropped(nodes[0], before + 2 * texts.length);

    await expectUndisturbed();
    expect(visitor.messages().map(({ content }) => content)).toEqual(['genuine', 'an answer']);
  });

  it('cannot have a genuine message told again', async () => {
    const { ben, all } = channels();
    const [forBen, forAll] = [await record(ben), await record(all)];
    await sockets[0].send({ receiverId: people[1].id, content: 'once' });
    await sockets[0].hub.command('typing', { conversationId: sockets[0].messages()[0]!.conversation.id, active: true });
    await sockets[1].next('typing_changed');
    const [cai] = await registerAll(nodes[0], 1);
    await cai!.connect({}, nodes[0]);
    await until('something is recorded', () => forBen.length >= 2 && forAll.length >= 1);
    const before = dropped(nodes[1]);
    const [texts, others] = [[...forBen], [...forAll]];

    for (const text of [...texts, ...texts]) await publish(ben, text);
    for (const text of others) await publish(all, text);
    await untilDropped(nodes[1], before + 2 * texts.length + others.length);

    await expectUndisturbed();
    expect(sockets[1].messages().filter(({ content }) => content === 'once')).toHaveLength(1);
  });

  it('cannot have told what a node said that is gone', async () => {
    const { ben } = channels();
    const recorded = await record(ben);
    const third = await startNode({}, nodes[0]);
    const ana = await people[0].connect({}, third);
    const gone = await ana.send({ receiverId: people[1].id, content: 'by a node that stops' });
    await until('it is recorded', () => recorded.length > 0);
    const texts = [...recorded];
    ana.close();
    sockets[1].close();
    await third.stop();
    // It remembers nothing.
    await nodes[1].stop();
    await nodes[1].start();
    sockets[1] = await people[1].connect({}, nodes[1]);

    for (const text of texts) await publish(ben, text);

    await expectUndisturbed();
    expect(sockets[1].messages().map(({ id }) => id)).not.toContain(gone.id);
  });
});

describe('a node that has the secret and is wrong', () => {
  it('is not believed what is invalid by its schema, and no handler throws', async () => {
    const { ben, all } = channels();
    const codec = new BusCodec(new BusSignatures(settings.JWT_SECRET, []));
    // It answers, as a node does.
    const own = `hub:v2:node:${codec.node}`;
    await intruder.sSubscribe(own, (text) => {
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
      news('forged'),
    ];
    const before = dropped(nodes[1]);

    for (const body of onUser) await publish(ben, codec.encode(ben, JSON.stringify(body)));
    await publish(ben, codec.encode(ben, '[not JSON'));
    for (const body of onAll) await publish(all, codec.encode(all, JSON.stringify(body)));
    await untilDropped(nodes[1], before + onUser.length + 1 + onAll.length);

    await expectUndisturbed();
    expect(nodes.map((hub) => count(hub, 'errors.caught'))).toEqual([0, 0]);
    await publish(ben, codec.encode(ben, JSON.stringify(news('valid'))));
    await until('what is valid is told', () => sockets[1].messages().at(-1)?.content === 'valid');
  });
});

describe('the secret of the tokens', () => {
  it('is replaced while nodes run: those with the next one accept the one before', async () => {
    const ready = await startNode({ JWT_SECRET: 'the first', JWT_SECRET_PREVIOUS: 'the next' }, nodes[0]);
    const rotated = await startNode({ JWT_SECRET: 'the next', JWT_SECRET_PREVIOUS: 'the first' }, nodes[0]);
    const [[ana], [cai]] = await Promise.all([registerAll(ready, 1), registerAll(rotated, 1)]);
    const [hers, his] = [await ana!.connect({}, ready), await cai!.connect({}, rotated)];

    await hers.send({ receiverId: cai!.id, content: 'signed with the secret before' });
    await until('it is told', () => his.messages().length === 1);
    await his.send({ receiverId: ana!.id, content: 'signed with the next one' });
    await until('it is told, too', () => hers.messages().length === 2);

    expect([dropped(ready), dropped(rotated)]).toEqual([0, 0]);
  });
});
