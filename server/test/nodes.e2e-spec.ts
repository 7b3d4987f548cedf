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
  const startNode = () => startHub({ REDIS_URL: redis.url }, first.database);
  nodes = [first, await startNode(), await startNode()];
});

afterEach(async () => {
  closeDevices();
  closeSockets();
  await closeHubs();
  await redis.stop();
});

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const seqs = (socket: TestSocket) => socket.messages().map(({ seq }) => seq);
const waitForMessages = (socket: TestSocket, count: number) =>
  waitUntil(`${count} messages are received`, () => socket.messages().length >= count);
const waitForHealth = (hub: TestHub, state: string) =>
  waitUntil(`health is ${state}`, async () => {
    const { body } = await sendRequest(hub, 'GET /api/health');
    return (body as { status: string }).status === state;
  });

describe('several nodes', () => {
  it('emit each message once and in order to every socket, through whichever node the message is sent', async () => {
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
      await waitForMessages(socket, COUNT);
      expect(seqs(socket)).toEqual(numbers(COUNT));
    }
    const { conversation } = await ana1.send({ receiverId: ben!.id, content: 'the last' });
    for (const socket of [ana1, ana2, ben2, ben3]) {
      await waitForMessages(socket, COUNT + 1);
      expect(socket.messages().at(-1)).toMatchObject({ content: 'the last', conversation });
      expect(socket.messages()).toHaveLength(COUNT + 1);
    }
  });

  it('emit unread counts and read receipts to the sockets of a user on every node', async () => {
    const [ana, ben] = await registerAll(nodes[0], 2);
    const anaSocket = await ana!.connect({}, nodes[0]);
    const [benSocket1, benSocket2] = [await ben!.connect({}, nodes[1]), await ben!.connect({}, nodes[2])];
    await anaSocket.send({ receiverId: ben!.id, content: 'one' });
    const { conversation } = await anaSocket.send({ receiverId: ben!.id, content: 'two' });
    for (const socket of [benSocket1, benSocket2]) {
      await waitUntil(
        'both messages are counted as unread',
        () => socket.payloads('unread_changed').at(-1)?.unread === 2,
      );
    }
    await benSocket1.hub.command('mark_read', { conversationId: conversation.id, seq: 1 });
    const read = { conversationId: conversation.id, userId: ben!.id, seq: 1 };
    for (const socket of [benSocket1, benSocket2]) {
      expect(await socket.next('conversation_read')).toEqual({ ...read, lastSeq: 2, unread: 1, totalUnread: 1 });
    }
    expect(await anaSocket.next('conversation_read')).toEqual(read);
    await benSocket2.hub.command('mark_read', { conversationId: conversation.id, seq: 2 });
    await waitUntil('no message is unread', () => benSocket1.payloads('conversation_read').at(-1)?.unread === 0);
  });

  it('store and publish every accepted message at shutdown, and disconnect their clients, which reconnect to another node', async () => {
    const [ana, ben] = await registerAll(nodes[0], 2);
    const anaSocket = await ana!.connect({ reconnection: false }, nodes[0]);
    const benSocket = await ben!.connect({}, nodes[1]);
    await anaSocket.send({ receiverId: ben!.id, content: '0' });
    const disconnected = anaSocket.waitForDisconnect();
    for (const number of numbers(COUNT)) {
      anaSocket.emit('send_message', { receiverId: ben!.id, content: `${number}` });
    }
    // The server accepts the commands of a socket in order: with this response it has accepted all messages above.
    await anaSocket.hub.command('sync', { conversations: {} });
    await nodes[0].stop();
    // With the disconnect reason "io server disconnect", socket.io-client would not reconnect.
    expect(await disconnected).toMatch(/^transport (close|error)$/);
    const reconnected = await ana!.connect({}, nodes[2]);
    await waitForMessages(benSocket, COUNT + 1);
    expect(benSocket.messages().map(({ content }) => content)).toEqual([0, ...numbers(COUNT)].map(String));
    await reconnected.send({ receiverId: ben!.id, content: 'the last' });
    await waitForMessages(benSocket, COUNT + 2);
    expect(seqs(benSocket)).toEqual(numbers(COUNT + 2));
  });

  it.each([
    ['is killed and restarts empty', () => redis.kill(), () => redis.restart()],
    ['is paused', async () => redis.pause(), async () => redis.resume()],
  ])('keep serving while Redis %s, and make their clients resync afterwards', async (_, breakRedis, restoreRedis) => {
    const [ana, ben] = await registerAll(nodes[0], 2);
    const onNode = (person: typeof ana, hub: TestHub) => ({
      ...person!,
      client: new HubClient({ url: hub.url, token: person!.token }),
    });
    const anaSocket = await ana!.connect({}, nodes[0]);
    const [localSocket, remoteSocket] = [await ben!.connect({}, nodes[0]), await ben!.connect({}, nodes[1])];
    const device = await openOnlineDevice(onNode(ben, nodes[2]));
    await anaSocket.send({ receiverId: ben!.id, content: '1' });
    await waitForMessages(remoteSocket, 1);

    await breakRedis();

    const sentAt = performance.now();
    for (const number of [2, 3, 4]) await anaSocket.send({ receiverId: ben!.id, content: `${number}` });
    expect(performance.now() - sentAt).toBeLessThan(5000);
    await waitForMessages(localSocket, 4);
    await waitForHealth(nodes[0], 'degraded');
    await anaSocket.send({ receiverId: ben!.id, content: '5' });

    await restoreRedis();

    await remoteSocket.next('resync');
    await waitForMessageCount(device, ana!.id, 5);
    for (const hub of nodes) await waitForHealth(hub, 'up');
    await anaSocket.send({ receiverId: ben!.id, content: '6' });
    await waitForMessages(localSocket, 6);
    await waitUntil('the remote socket receives messages again', () => remoteSocket.messages().at(-1)?.content === '6');
    expect(seqs(localSocket)).toEqual(numbers(6));
    expect(seqs(remoteSocket)).toEqual([...new Set(seqs(remoteSocket))].toSorted((one, other) => one - other));
    await waitForMessageCount(device, ana!.id, 6);
    expect(device.messages(ana!.id).map(({ content }) => content)).toEqual(numbers(6).map(String));
  });
});
