import { closeDevices, openOnlineDevice, waitForMessageCount } from './support/devices.js';
import { closeHubs, closeSockets, registerAll, startHub, waitUntil, type TestHub } from './support/hub.js';
import { startRedis, type TestRedis } from './support/redis.js';
import type { TestSocket } from './support/test-socket.js';
import { HubClient } from '@smart-hub/sdk';
import { sendRequest } from './support/http.js';

const COUNT = 100;

let redis: TestRedis;
let nodes: [TestHub, TestHub, TestHub];

beforeEach(async () => {
  redis = await startRedis();
  const first = await startHub({ REDIS_URL: redis.url });
  const another = () => startHub({ REDIS_URL: redis.url }, first.database);
  nodes = [first, await another(), await another()];
});

afterEach(async () => {
  closeDevices();
  closeSockets();
  await closeHubs();
  await redis.stop();
});

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const seqs = (socket: TestSocket) => socket.messages().map(({ seq }) => seq);
const heard = (socket: TestSocket, count: number) =>
  waitUntil(`${count} messages came`, () => socket.messages().length >= count);
const untilHealth = (hub: TestHub, state: string) =>
  waitUntil(`health is ${state}`, async () => {
    const { body } = await sendRequest(hub, 'GET /api/health');
    return (body as { status: string }).status === state;
  });

describe('several nodes', () => {
  it('tell everybody in order and once, whoever sends where', async () => {
    const [ana, ben] = await registerAll(nodes[0], 2);
    const [ana1, ana2, ben2, ben3] = await Promise.all([
      ana!.connect({}, nodes[0]),
      ana!.connect({}, nodes[1]),
      ben!.connect({}, nodes[1]),
      ben!.connect({}, nodes[2]),
    ]);
    const senders: [TestSocket, string][] = [
      [ana1, ben!.id],
      [ana2, ben!.id],
      [ben2, ana!.id],
      [ben3, ana!.id],
    ];
    await Promise.all(
      numbers(COUNT).map((number) => {
        const [socket, receiverId] = senders[number % senders.length]!;
        return socket.send({ receiverId, content: `${number}` });
      }),
    );
    for (const socket of [ana1, ana2, ben2, ben3]) {
      await heard(socket, COUNT);
      expect(seqs(socket)).toEqual(numbers(COUNT));
    }
    const { conversation } = await ana1.send({ receiverId: ben!.id, content: 'the last' });
    for (const socket of [ana1, ana2, ben2, ben3]) {
      await heard(socket, COUNT + 1);
      expect(socket.messages().at(-1)).toMatchObject({ content: 'the last', conversation });
      expect(socket.messages()).toHaveLength(COUNT + 1);
    }
  });

  it('count what is unread where it is shown, and tell what was read elsewhere', async () => {
    const [ana, ben] = await registerAll(nodes[0], 2);
    const hers = await ana!.connect({}, nodes[0]);
    const [his1, his2] = [await ben!.connect({}, nodes[1]), await ben!.connect({}, nodes[2])];
    await hers.send({ receiverId: ben!.id, content: 'one' });
    const { conversation } = await hers.send({ receiverId: ben!.id, content: 'two' });
    for (const socket of [his1, his2]) {
      await waitUntil('both are counted', () => socket.payloads('unread_changed').at(-1)?.unread === 2);
    }
    await his1.hub.command('mark_read', { conversationId: conversation.id, seq: 1 });
    const read = { conversationId: conversation.id, userId: ben!.id, seq: 1 };
    for (const socket of [his1, his2]) {
      expect(await socket.next('conversation_read')).toEqual({ ...read, lastSeq: 2, unread: 1, totalUnread: 1 });
    }
    expect(await hers.next('conversation_read')).toEqual(read);
    await his2.hub.command('mark_read', { conversationId: conversation.id, seq: 2 });
    await waitUntil('nothing is unread', () => his1.payloads('conversation_read').at(-1)?.unread === 0);
  });

  it('let their clients go when they stop: these come back elsewhere, and what was taken is stored and told', async () => {
    const [ana, ben] = await registerAll(nodes[0], 2);
    const hers = await ana!.connect({ reconnection: false }, nodes[0]);
    const his = await ben!.connect({}, nodes[1]);
    await hers.send({ receiverId: ben!.id, content: '0' });
    const ended = hers.waitForDisconnect();
    for (const number of numbers(COUNT)) {
      hers.emit('send_message', { receiverId: ben!.id, content: `${number}` });
    }
    // Commands of one socket are taken in order: those before it have been, too.
    await hers.hub.command('sync', { conversations: {} });
    await nodes[0].stop();
    // Told "io server disconnect", the official client would not come back.
    expect(await ended).toMatch(/^transport (close|error)$/);
    const again = await ana!.connect({}, nodes[2]);
    await heard(his, COUNT + 1);
    expect(his.messages().map(({ content }) => content)).toEqual([0, ...numbers(COUNT)].map(String));
    await again.send({ receiverId: ben!.id, content: 'the last' });
    await heard(his, COUNT + 2);
    expect(seqs(his)).toEqual(numbers(COUNT + 2));
  });

  it.each([
    ['is killed and starts empty', () => redis.kill(), () => redis.restart()],
    ['stands still', async () => redis.pause(), async () => redis.resume()],
  ])('serve while Redis %s, and make up for it', async (_, harm, mend) => {
    const [ana, ben] = await registerAll(nodes[0], 2);
    const at = (person: typeof ana, hub: TestHub) => ({
      ...person!,
      client: new HubClient({ url: hub.url, token: person!.token }),
    });
    const hers = await ana!.connect({}, nodes[0]);
    const [near, far] = [await ben!.connect({}, nodes[0]), await ben!.connect({}, nodes[1])];
    const device = await openOnlineDevice(at(ben, nodes[2]));
    await hers.send({ receiverId: ben!.id, content: '1' });
    await heard(far, 1);

    await harm();

    const sentAt = performance.now();
    for (const number of [2, 3, 4]) await hers.send({ receiverId: ben!.id, content: `${number}` });
    expect(performance.now() - sentAt).toBeLessThan(5000);
    await heard(near, 4);
    await untilHealth(nodes[0], 'degraded');
    await hers.send({ receiverId: ben!.id, content: '5' });

    await mend();

    await far.next('resync');
    await waitForMessageCount(device, ana!.id, 5);
    for (const hub of nodes) await untilHealth(hub, 'up');
    await hers.send({ receiverId: ben!.id, content: '6' });
    await heard(near, 6);
    await waitUntil('the far one is told again', () => far.messages().at(-1)?.content === '6');
    expect(seqs(near)).toEqual(numbers(6));
    expect(seqs(far)).toEqual([...new Set(seqs(far))].toSorted((one, other) => one - other));
    await waitForMessageCount(device, ana!.id, 6);
    expect(device.messages(ana!.id).map(({ content }) => content)).toEqual(numbers(6).map(String));
  });
});
