import { HubClient, memoryStore, type Hub as Device, type OutboxEntry } from '@smart-hub/sdk';
import { fileStore } from '@smart-hub/sdk/file-store';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeDevices, contents, openDevice, openOnline, until, untilCount, untilState } from './support/devices.js';
import { closeSockets, register, startHub, type Hub, type TestPerson } from './support/hub.js';

/** A person's device, and what passes between it and the server. */
function record(device: Device) {
  const sent: unknown[] = [];
  let connections = 0;
  device.socket.io.onAnyOutgoing(
    (name: string, payload: unknown) => void (name === 'ping' || sent.push([name, payload])),
  );
  device.socket.io.on('connect', () => (connections += 1));
  return { sent, connections: () => connections };
}

/** In front of a server: ends the connection on which a client sends a text, which does not arrive. */
class CuttingProxy {
  /** How many connections were ended for it. */
  cuts = 0;
  private readonly sockets = new Set<Socket>();
  private constructor(private readonly server: Server) {}

  /** @param text in bytes that are not masked: of polling */
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

describe('what the server would refuse', () => {
  let hub: Hub;
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
  const states = (device: Device, place: string) =>
    device.messages(place).map(({ state, problem }) => problem?.code ?? state);

  it('fails at once, with the reason, and keeps neither the connection nor the next message', async () => {
    const [ana, ben] = await people();
    const [hers, his] = await Promise.all([openOnline(ana), openOnline(ben)]);
    const { sent, connections } = record(hers);
    const connection = hers.socket.io.id;

    const large = hers.send({ receiverId: ben.id, content: 'x'.repeat(6_000_000) });
    expect(states(hers, ben.id)).toEqual(['request.invalid']);
    await hers.send({ receiverId: ben.id, content: `${'\n'.repeat(6_000_000)}after the refusal` });
    await untilCount(his, ana.id, 1);
    await untilCount(hers, ben.id, 1);

    expect(contents(his, ana.id)).toEqual(['after the refusal']);
    expect(hers.messages(ben.id)).toMatchObject([
      { content: 'after the refusal' },
      {
        clientMessageId: await large,
        state: 'failed',
        problem: { code: 'request.invalid', detail: 'content must be 1 to 8000 characters long', retryable: false },
      },
    ]);
    await hers.retry(await large);
    expect(states(hers, ben.id)[1]).toBe('request.invalid');
    expect(sent.filter((packet) => (packet as string[])[0] === 'send_message')).toHaveLength(1);
    expect([connections(), hers.socket.io.id]).toEqual([0, connection]);
  });

  it.each<[string, unknown]>([
    ['nothing', ''],
    ['blanks', ' \n\u3000'],
    ['what cannot be stored', 'a\0'],
    ['a number', 42],
    ['none', undefined],
  ])('fails at once without a server: %s', async (_, content) => {
    const [ana, ben] = await people();
    const nowhere = new HubClient({ url: 'http://127.0.0.1:1', token: ana.token });
    const hers = await openDevice({ id: ana.id, client: nowhere });
    await hers.send({ receiverId: ben.id, content } as never);
    await hers.send({ receiverId: ben.id, content: 'fine' });
    expect(states(hers, ben.id)).toEqual(['request.invalid', 'sending']);
    expect(hers.messages(ben.id)[0]!.problem!.detail).toMatch(/^content (must be|is required)/);
  });

  it('fails with a place or a reply that is none, and says so when there is nowhere to show it', async () => {
    const hers = await openOnline((await people())[0]);
    const send = hers.send.bind(hers) as (message?: unknown) => Promise<string>;
    await send({ receiverId: 'nobody', content: 'a' });
    await send({ conversationId: 'nothing', content: 'a' });
    await send({ receiverId: 'x', conversationId: 'both', content: 'a' });
    await send({ receiverId: 'reply', content: 'a', replyTo: 7 });
    for (const place of ['nobody', 'nothing', 'both', 'reply'])
      expect(states(hers, place)).toEqual(['request.invalid']);
    for (const message of [
      undefined,
      null,
      {},
      { content: 'a' },
      { receiverId: 7, content: 'a' },
      { receiverId: 'a', conversationId: null },
    ])
      await expect(send(message)).rejects.toMatchObject({ name: 'HubError', code: 'request.invalid' });
    expect(hers.unsent).toBe(4);
  });

  it('fails when an earlier version has left it in the store, and what comes after it is sent', async () => {
    const [ana, ben] = await people();
    const path = join(folder, 'left.json');
    const entry = (order: number, content: string): OutboxEntry => ({
      clientMessageId: `left-${order}`,
      order,
      message: { receiverId: ben.id, content },
      createdAt: new Date().toISOString(),
    });
    await writeFile(path, JSON.stringify([entry(1, 'x'.repeat(6_000_000)), null, {}, entry(2, 'after the refusal')]));
    const hers = await openOnline(ana, { store: fileStore(path) });
    await untilCount(hers, ben.id, 1);
    expect(states(hers, ben.id)).toEqual([expect.stringMatching(/sent|delivered/), 'request.invalid']);
    await hers.discard('left-1');
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual([]);
  });

  it('is not sent by the other commands either', async () => {
    const [ana] = await people();
    const hers = await openOnline(ana);
    const { sent } = record(hers);
    const { socket } = hers;
    for (const command of [
      () => socket.command('typing', { conversationId: 'nothing', active: true }),
      () => socket.command('mark_read', { conversationId: ana.id, seq: -1 }),
      () => socket.command('send_message', { receiverId: ana.id, content: 'x'.repeat(8001) }),
      () => socket.command('send_message', undefined as never),
    ])
      await expect(command()).rejects.toMatchObject({ name: 'HubError', code: 'request.invalid' });
    hers.setTyping('nothing', true);
    await socket.command('ping', {});
    expect(sent).toEqual([]);
    // The same goes out when it is right.
    await expect(socket.command('typing', { conversationId: ana.id, active: true })).rejects.toMatchObject({
      code: 'conversation.not_found',
    });
    expect(sent).toHaveLength(1);
  });

  describe('by ending the connection', () => {
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

    it('goes last and fails after four attempts, also when it is opened anew; the others are stored', async () => {
      const [ana, ben] = await people();
      const store = memoryStore();
      const his = await openOnline(ben);
      const before = await openThrough(ana, store);
      await before.send({ receiverId: ben.id, content: 'poison' });
      await before.send({ receiverId: ben.id, content: 'after the refusal' });
      await untilCount(his, ana.id, 1);
      expect(contents(his, ana.id)).toEqual(['after the refusal']);
      await until(before, () => before.messages(ben.id).some(({ seq }) => seq === 1), 'the other one to be stored');
      before.close();
      expect(proxy.cuts).toBe(2);

      const hers = await openThrough(ana, store);
      await untilState(hers, ben.id, 'failed');
      expect(hers.messages(ben.id).at(-1)).toMatchObject({
        content: 'poison',
        problem: {
          code: 'message.undeliverable',
          retryable: false,
          detail: expect.stringContaining('4 times') as string,
        },
      });
      expect(proxy.cuts).toBe(4);
      await hers.send({ receiverId: ben.id, content: 'and on' });
      await untilCount(his, ana.id, 2);
      expect(contents(his, ana.id)).toEqual(['after the refusal', 'and on']);
      expect(proxy.cuts).toBe(4);
    });
  });

  it('is no message that was on its way when the server stopped, however often', async () => {
    const [ana, ben] = await people();
    const hers = await openOnline(ana);
    await hers.send({ receiverId: ben.id, content: '0' });
    await untilCount(hers, ben.id, 1);
    for (let times = 1; times <= 3; times += 1) {
      const row = await hub.hold('select 1 from conversations where last_seq = $1 for update', [times]);
      await hers.send({ receiverId: ben.id, content: `${times}` });
      await hers.socket.command('ping', {});
      await Promise.all([hub.stop(), until(hers, ({ status }) => status === 'offline', 'the end')]);
      expect(states(hers, ben.id).at(-1)).toBe('sending');
      await row.release();
      await hub.start();
      await untilCount(hers, ben.id, times + 1);
    }
    expect(contents(hers, ben.id)).toEqual(['0', '1', '2', '3']);
    expect(states(hers, ben.id)).not.toContain('failed');
  });
});
