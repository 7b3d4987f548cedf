import { HubClient, memoryStore, type Hub as Device } from '@smart-hub/sdk';
import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import { closeDevices, contents, eventually, openDevice, until } from './support/devices.js';

const ME = '018f3b1c-7a00-7000-8000-000000000001';
const BEN = '018f3b1c-7a00-7000-8000-000000000002';
const CONVERSATION = '018f3b1c-7a00-7000-8000-000000000003';
const upToDate = { changes: [], removed: [], positions: [], totalUnread: 0, more: false };

type Answer = (payload: { content: string; clientMessageId: string }, socket: Socket) => unknown;

/** A server that answers what a test wants: what the real one never does. */
class ForeignServer {
  readonly answers: Record<string, Answer> = { sync: () => upToDate, send_message: () => undefined };
  list: unknown = [];
  connections = 0;
  /** What was sent, in its order. */
  readonly received: string[] = [];
  readonly io: Server;
  private seq = 0;

  private constructor(private readonly http: HttpServer) {
    this.io = new Server(http);
    this.io.on('connection', (socket) => {
      this.connections += 1;
      socket.onAny(
        (
          name: string,
          payload: { content: string; clientMessageId: string },
          acknowledge: (answer: unknown) => void,
        ) => {
          if (name === 'send_message') this.received.push(payload.content);
          const answer = this.answers[name]?.(payload, socket);
          if (answer !== undefined) acknowledge(answer);
        },
      );
    });
  }

  static async start(): Promise<ForeignServer> {
    const http = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(server.list));
    });
    const server = new ForeignServer(http);
    await once(http.listen(0, '127.0.0.1'), 'listening');
    return server;
  }

  /** The acknowledgement of a message that is stored. */
  stored({ content, clientMessageId }: Parameters<Answer>[0]) {
    this.seq += 1;
    return {
      id: `018f3b1c-7a00-7000-8000-${String(this.seq).padStart(12, '9')}`,
      content,
      clientMessageId,
      createdAt: new Date().toISOString(),
      sender: { id: ME, name: 'Ana', online: true },
      conversation: { id: CONVERSATION },
      seq: this.seq,
      rev: this.seq,
      replyTo: null,
    };
  }

  open(store = memoryStore()): Promise<Device> {
    const client = new HubClient({ url: `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`, token: 'x' });
    return openDevice({ id: ME, client }, { store });
  }

  async close(): Promise<void> {
    await this.io.close();
  }
}

describe('the SDK, with a server that is none of this hub', () => {
  let server: ForeignServer;
  beforeEach(async () => {
    server = await ForeignServer.start();
  });
  afterEach(async () => {
    closeDevices();
    await server.close();
  });

  it('waits until the answers have what it needs, and loses nothing', async () => {
    let asked = 0;
    const lacking = [null, 7, {}, [], { changes: null }, { error: null }, { error: {} }, { error: 'no' }];
    server.list = { conversations: [] };
    server.answers.sync = () => lacking[(asked += 1) % lacking.length];
    server.answers.send_message = (_, socket) => {
      socket.emit('new_message');
      socket.emit('message_sent', {});
      return lacking[(asked += 1) % lacking.length];
    };
    const hers = await server.open();
    await hers.send({ receiverId: BEN, content: 'waits' });
    await eventually(() => expect(hers.socket.io.connected).toBe(true));
    for (const answer of lacking) {
      server.answers.ping = () => answer;
      const outcome = await hers.socket.command('sync', { conversations: {} }).catch((error: unknown) => error);
      expect(outcome).toMatchObject({ name: 'HubError', code: 'server.incompatible', problem: { retryable: true } });
    }
    await expect(hers.loadOlder(CONVERSATION)).resolves.toBe(false);
    await expect(hers.showAround(CONVERSATION, { seq: 1 })).rejects.toMatchObject({ code: 'server.incompatible' });

    server.list = [];
    await eventually(() => expect(server.received.length).toBeGreaterThan(1));
    expect(hers.messages(BEN)).toMatchObject([{ content: 'waits', state: 'sending' }]);
    server.answers.sync = () => upToDate;
    server.answers.send_message = (payload) => server.stored(payload);
    await until(hers, ({ status, unsent }) => status === 'online' && unsent === 0, 'everything to be stored');
    expect(contents(hers, CONVERSATION)).toEqual(['waits']);
  });

  it.each<[string, (socket: Socket) => void]>([
    ['its transport', (socket) => socket.conn.close()],
    ['its socket', (socket) => socket.disconnect(true)],
  ])(
    'gives up a message for which the server closes %s, after four connections, and sends the others',
    async (_, close) => {
      server.answers.send_message = (payload, socket) => {
        if (!payload.content.startsWith('bad')) return server.stored(payload);
        close(socket);
        return undefined;
      };
      const hers = await server.open();
      await until(hers, ({ status }) => status === 'online', 'to be online');
      await hers.send({ receiverId: BEN, content: 'bad' });
      for (const content of ['1', '2', '3']) await hers.send({ receiverId: BEN, content });
      await until(hers, ({ unsent }) => unsent === 1, 'the others to be stored');
      expect(server.received).toEqual(['bad', 'bad', '1', '2', '3']);
      await until(hers, () => hers.messages(BEN).some(({ state }) => state === 'failed'), 'the message to fail');
      expect(hers.messages(BEN)).toMatchObject([{ content: 'bad', problem: { code: 'message.undeliverable' } }]);
      expect([server.connections, server.received.length]).toEqual([5, 7]);
      expect(contents(hers, CONVERSATION)).toEqual(['1', '2', '3']);
    },
  );

  it('fails no message while connections end all the time, and sends all of them once they last', async () => {
    let isStable = false;
    server.answers.send_message = (payload) => (isStable ? server.stored(payload) : undefined);
    const hers = await server.open();
    for (const content of ['1', '2', '3']) await hers.send({ receiverId: BEN, content });
    for (let ends = 1; ends <= 25; ends += 1) {
      await eventually(() => expect(server.connections).toBeGreaterThanOrEqual(ends));
      server.io.disconnectSockets(false);
      for (const { conn } of server.io.of('/').sockets.values()) conn.close();
    }
    expect(hers.messages(BEN).map(({ state }) => state)).toEqual(['sending', 'sending', 'sending']);
    isStable = true;
    await until(hers, ({ unsent }) => unsent === 0, 'everything to be stored');
    expect(contents(hers, CONVERSATION)).toEqual(['1', '2', '3']);
  });
});
