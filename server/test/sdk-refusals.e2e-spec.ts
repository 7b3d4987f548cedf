import { HubClient, memoryStore, type Hub as Device, type OutboxEntry } from '@smart-hub/sdk';
import { fileStore } from '@smart-hub/sdk/file-store';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  closeDevices,
  messageContents,
  openDevice,
  openOnlineDevice,
  waitForDevice,
  waitForMessageCount,
  waitForMessageState,
} from './support/devices.js';
import { closeSockets, register, startHub, type TestHub, type TestPerson } from './support/hub.js';

/** Records the commands that a device sends from now on, except pings, and counts its reconnects. */
function record(device: Device) {
  const sent: unknown[] = [];
  let connections = 0;
  device.socket.io.onAnyOutgoing(
    (name: string, payload: unknown) => void (name === 'ping' || sent.push([name, payload])),
  );
  device.socket.io.on('connect', () => (connections += 1));
  return { sent, connections: () => connections };
}

/**
 * A proxy in front of a server. It ends each connection on which a client sends a certain text, without forwarding it.
 */
class CuttingProxy {
  /** How many connections the proxy has ended because of the text. */
  cuts = 0;
  private readonly sockets = new Set<Socket>();
  private constructor(private readonly server: Server) {}

  /**
   * @param text the text that ends a connection. WebSocket frames of clients are masked, so clients must use polling
   */
  static async to(target: URL, text: string): Promise<CuttingProxy> {
    const proxy: CuttingProxy = new CuttingProxy(
      createServer((near) => {
        const far = connect(Number(target.port), target.hostname);
        proxy.sockets.add(near).add(far);
        near.on('data', (bytes) => {
          if (!bytes.includes(text)) return void far.write(bytes);
          proxy.cuts += 1;
          near.destroy();
          far.destroy();
        });
        far.on('data', (bytes) => near.write(bytes));
        for (const [one, other] of [
          [near, far],
          [far, near],
        ] as const)
          one.on('error', () => undefined).on('close', () => other.destroy());
      }),
    );
    await once(proxy.server.listen(0, '127.0.0.1'), 'listening');
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }
}

describe('a message that the server would refuse', () => {
  let hub: TestHub;
  let folder: string;
  beforeAll(async () => {
    hub = await startHub();
    folder = await mkdtemp(join(tmpdir(), 'hub-refusals-'));
  });
  afterEach(() => {
    closeDevices();
    closeSockets();
  });
  afterAll(async () => {
    await hub.close();
    await rm(folder, { recursive: true });
  });

  const people = () => Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
  const states = (device: Device, id: string) =>
    device.messages(id).map(({ state, problem }) => problem?.code ?? state);

  it('fails at once with the reason, without ending the connection or delaying the next message', async () => {
    const [ana, ben] = await people();
    const [anaDevice, benDevice] = await Promise.all([openOnlineDevice(ana), openOnlineDevice(ben)]);
    const { sent, connections } = record(anaDevice);
    const connection = anaDevice.socket.io.id;

    const large = anaDevice.send({ receiverId: ben.id, content: 'x'.repeat(6_000_000) });
    expect(states(anaDevice, ben.id)).toEqual(['request.invalid']);
    await anaDevice.send({ receiverId: ben.id, content: `${'\n'.repeat(6_000_000)}after the refusal` });
    await waitForMessageCount(benDevice, ana.id, 1);
    await waitForMessageCount(anaDevice, ben.id, 1);

    expect(messageContents(benDevice, ana.id)).toEqual(['after the refusal']);
    expect(anaDevice.messages(ben.id)).toMatchObject([
      { content: 'after the refusal' },
      {
        clientMessageId: await large,
        state: 'failed',
        problem: { code: 'request.invalid', detail: 'content must be 1 to 8000 characters long', retryable: false },
      },
    ]);
    await anaDevice.retry(await large);
    expect(states(anaDevice, ben.id)[1]).toBe('request.invalid');
    expect(sent.filter((packet) => (packet as string[])[0] === 'send_message')).toHaveLength(1);
    expect([connections(), anaDevice.socket.io.id]).toEqual([0, connection]);
  });

  it.each<[string, unknown]>([
    ['empty content', ''],
    ['content of only white space', ' \n\u3000'],
    ['a NUL character in the content, which PostgreSQL cannot store', 'a\0'],
    ['a number as content', 42],
    ['no content', undefined],
  ])('with %s fails at once, even if no server can be reached', async (_, content) => {
    const [ana, ben] = await people();
    const offlineClient = new HubClient({ url: 'http://127.0.0.1:1', token: ana.token });
    const anaDevice = await openDevice({ id: ana.id, client: offlineClient });
    await anaDevice.send({ receiverId: ben.id, content } as never);
    await anaDevice.send({ receiverId: ben.id, content: 'fine' });
    expect(states(anaDevice, ben.id)).toEqual(['request.invalid', 'sending']);
    expect(anaDevice.messages(ben.id)[0]!.problem!.detail).toMatch(/^content (must be|is required)/);
  });

  it('fails if an id is not valid, and is rejected by send() if it names neither a person nor a conversation', async () => {
    const anaDevice = await openOnlineDevice((await people())[0]);
    const send = anaDevice.send.bind(anaDevice) as (message?: unknown) => Promise<string>;
    await send({ receiverId: 'nobody', content: 'a' });
    await send({ conversationId: 'nothing', content: 'a' });
    await send({ receiverId: 'x', conversationId: 'both', content: 'a' });
    await send({ receiverId: 'reply', content: 'a', replyTo: 7 });
    for (const id of ['nobody', 'nothing', 'both', 'reply']) expect(states(anaDevice, id)).toEqual(['request.invalid']);
    for (const message of [
      undefined,
      null,
      {},
      { content: 'a' },
      { receiverId: 7, content: 'a' },
      { receiverId: 'a', conversationId: null },
    ])
      await expect(send(message)).rejects.toMatchObject({ name: 'HubError', code: 'request.invalid' });
    expect(anaDevice.unsent).toBe(4);
  });

  it('fails if an earlier version of the SDK has left it in the store, and later messages are sent', async () => {
    const [ana, ben] = await people();
    const path = join(folder, 'left.json');
    const entry = (order: number, content: string): OutboxEntry => ({
      clientMessageId: `left-${order}`,
      order,
      message: { receiverId: ben.id, content },
      createdAt: new Date().toISOString(),
    });
    await writeFile(path, JSON.stringify([entry(1, 'x'.repeat(6_000_000)), null, {}, entry(2, 'after the refusal')]));
    const anaDevice = await openOnlineDevice(ana, { store: fileStore(path) });
    await waitForMessageCount(anaDevice, ben.id, 1);
    expect(states(anaDevice, ben.id)).toEqual([expect.stringMatching(/sent|delivered/), 'request.invalid']);
    await anaDevice.discard('left-1');
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual([]);
  });

  it('is not sent by socket.command() either, like other commands with payloads that are not valid', async () => {
    const [ana] = await people();
    const anaDevice = await openOnlineDevice(ana);
    const { sent } = record(anaDevice);
    const { socket } = anaDevice;
    for (const command of [
      () => socket.command('typing', { conversationId: 'nothing', active: true }),
      () => socket.command('mark_read', { conversationId: ana.id, seq: -1 }),
      () => socket.command('send_message', { receiverId: ana.id, content: 'x'.repeat(8001) }),
      () => socket.command('send_message', undefined as never),
    ])
      await expect(command()).rejects.toMatchObject({ name: 'HubError', code: 'request.invalid' });
    anaDevice.setTyping('nothing', true);
    await socket.command('ping', {});
    expect(sent).toEqual([]);
    // In contrast, a command with a valid payload is sent.
    await expect(socket.command('typing', { conversationId: ana.id, active: true })).rejects.toMatchObject({
      code: 'conversation.not_found',
    });
    expect(sent).toHaveLength(1);
  });

  describe('if a proxy cuts every connection on which it is sent', () => {
    let proxy: CuttingProxy;
    beforeEach(async () => {
      proxy = await CuttingProxy.to(new URL(hub.url), 'poison');
    });
    afterEach(() => proxy.close());

    const openThrough = ({ id, token }: TestPerson, store = memoryStore()) =>
      openDevice(
        { id, client: new HubClient({ url: proxy.url, token }) },
        { store, socket: { transports: ['polling'] } },
      );

    it('is sent last and fails after four attempts, also across a reload, and the others are stored', async () => {
      const [ana, ben] = await people();
      const store = memoryStore();
      const benDevice = await openOnlineDevice(ben);
      const before = await openThrough(ana, store);
      await before.send({ receiverId: ben.id, content: 'poison' });
      await before.send({ receiverId: ben.id, content: 'after the refusal' });
      await waitForMessageCount(benDevice, ana.id, 1);
      expect(messageContents(benDevice, ana.id)).toEqual(['after the refusal']);
      await waitForDevice(
        before,
        () => before.messages(ben.id).some(({ seq }) => seq === 1),
        'the other message to be stored',
      );
      before.close();
      expect(proxy.cuts).toBe(2);

      const anaDevice = await openThrough(ana, store);
      await waitForMessageState(anaDevice, ben.id, 'failed');
      expect(anaDevice.messages(ben.id).at(-1)).toMatchObject({
        content: 'poison',
        problem: {
          code: 'message.undeliverable',
          retryable: false,
          detail: expect.stringContaining('4 times') as string,
        },
      });
      expect(proxy.cuts).toBe(4);
      await anaDevice.send({ receiverId: ben.id, content: 'and on' });
      await waitForMessageCount(benDevice, ana.id, 2);
      expect(messageContents(benDevice, ana.id)).toEqual(['after the refusal', 'and on']);
      expect(proxy.cuts).toBe(4);
    });
  });

  it('is distinguished from a message in flight while the server stops, which never fails', async () => {
    const [ana, ben] = await people();
    const anaDevice = await openOnlineDevice(ana);
    await anaDevice.send({ receiverId: ben.id, content: '0' });
    await waitForMessageCount(anaDevice, ben.id, 1);
    for (let times = 1; times <= 3; times += 1) {
      const row = await hub.openTransaction('select 1 from conversations where last_seq = $1 for update', [times]);
      await anaDevice.send({ receiverId: ben.id, content: `${times}` });
      await anaDevice.socket.command('ping', {});
      await Promise.all([
        hub.stop(),
        waitForDevice(anaDevice, ({ status }) => status === 'offline', 'the device to be offline'),
      ]);
      expect(states(anaDevice, ben.id).at(-1)).toBe('sending');
      await row.rollback();
      await hub.start();
      await waitForMessageCount(anaDevice, ben.id, times + 1);
    }
    expect(messageContents(anaDevice, ben.id)).toEqual(['0', '1', '2', '3']);
    expect(states(anaDevice, ben.id)).not.toContain('failed');
  });
});
