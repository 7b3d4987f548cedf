import { HubClient, memoryStore, type Hub as Device } from '@smart-hub/sdk';
import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import { closeDevices, messageContents, eventually, openDevice, waitForDevice } from './support/devices.js';

const ME = '018f3b1c-7a00-7000-8000-000000000001';
const BEN = '018f3b1c-7a00-7000-8000-000000000002';
const CONVERSATION = '018f3b1c-7a00-7000-8000-000000000003';
const emptySync = { changes: [], removed: [], positions: [], totalUnread: 0, more: false };

/** Returns the acknowledgement of a command; undefined if no acknowledgement is to be sent. */
type Respond = (payload: { content: string; clientMessageId: string }, socket: Socket) => unknown;

/** A server that sends responses which the real one never sends. */
class ForeignServer {
  readonly responses: Record<string, Respond> = { sync: () => emptySync, send_message: () => undefined };
  list: unknown = [];
  connections = 0;
  /** The contents of the received messages, in the order of their arrival. */
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
          acknowledge: (response: unknown) => void,
        ) => {
          if (name === 'send_message') this.received.push(payload.content);
          const response = this.responses[name]?.(payload, socket);
          if (response !== undefined) acknowledge(response);
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

  /** Returns the acknowledgement of a message as the real server sends it when the message is stored. */
  stored({ content, clientMessageId }: Parameters<Respond>[0]) {
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

describe('the SDK, connected to a server that is not a Smart Communication Hub', () => {
  let server: ForeignServer;
  beforeEach(async () => {
    server = await ForeignServer.start();
  });
  afterEach(async () => {
    closeDevices();
    await server.close();
  });

  it('retries commands and requests until the responses have the required fields, and loses no message', async () => {
    let requests = 0;
    const incomplete = [null, 7, {}, [], { changes: null }, { error: null }, { error: {} }, { error: 'no' }];
    server.list = { conversations: [] };
    server.responses.sync = () => incomplete[(requests += 1) % incomplete.length];
    server.responses.send_message = (_, socket) => {
      socket.emit('new_message');
      socket.emit('message_sent', {});
      return incomplete[(requests += 1) % incomplete.length];
    };
    const device = await server.open();
    await device.send({ receiverId: BEN, content: 'waits' });
    await eventually(() => expect(device.socket.io.connected).toBe(true));
    for (const response of incomplete) {
      server.responses.ping = () => response;
      const outcome = await device.socket.command('sync', { conversations: {} }).catch((error: unknown) => error);
      expect(outcome).toMatchObject({ name: 'HubError', code: 'server.incompatible', problem: { retryable: true } });
    }
    await expect(device.loadOlder(CONVERSATION)).resolves.toBe(false);
    await expect(device.showAround(CONVERSATION, { seq: 1 })).rejects.toMatchObject({ code: 'server.incompatible' });

    server.list = [];
    await eventually(() => expect(server.received.length).toBeGreaterThan(1));
    expect(device.messages(BEN)).toMatchObject([{ content: 'waits', state: 'sending' }]);
    server.responses.sync = () => emptySync;
    server.responses.send_message = (payload) => server.stored(payload);
    await waitForDevice(device, ({ status, unsent }) => status === 'online' && unsent === 0, 'everything to be stored');
    expect(messageContents(device, CONVERSATION)).toEqual(['waits']);
  });

  it.each<[string, (socket: Socket) => void]>([
    ['the transport', (socket) => socket.conn.close()],
    ['the socket', (socket) => socket.disconnect(true)],
  ])(
    'marks a message as failed after the server has closed %s because of it four times, and sends the others',
    async (_, close) => {
      server.responses.send_message = (payload, socket) => {
        if (!payload.content.startsWith('bad')) return server.stored(payload);
        close(socket);
        return undefined;
      };
      const device = await server.open();
      await waitForDevice(device, ({ status }) => status === 'online', 'the device to be online');
      await device.send({ receiverId: BEN, content: 'bad' });
      for (const content of ['1', '2', '3']) await device.send({ receiverId: BEN, content });
      await waitForDevice(device, ({ unsent }) => unsent === 1, 'the others to be stored');
      expect(server.received).toEqual(['bad', 'bad', '1', '2', '3']);
      await waitForDevice(
        device,
        () => device.messages(BEN).some(({ state }) => state === 'failed'),
        'the message to fail',
      );
      expect(device.messages(BEN)).toMatchObject([{ content: 'bad', problem: { code: 'message.undeliverable' } }]);
      expect([server.connections, server.received.length]).toEqual([5, 7]);
      expect(messageContents(device, CONVERSATION)).toEqual(['1', '2', '3']);
    },
  );

  it('does not mark messages as failed while connections keep ending, and sends them once a connection is stable', async () => {
    let isStable = false;
    server.responses.send_message = (payload) => (isStable ? server.stored(payload) : undefined);
    const device = await server.open();
    for (const content of ['1', '2', '3']) await device.send({ receiverId: BEN, content });
    for (let ends = 1; ends <= 25; ends += 1) {
      await eventually(() => expect(server.connections).toBeGreaterThanOrEqual(ends));
      server.io.disconnectSockets(false);
      for (const { conn } of server.io.of('/').sockets.values()) conn.close();
    }
    expect(device.messages(BEN).map(({ state }) => state)).toEqual(['sending', 'sending', 'sending']);
    isStable = true;
    await waitForDevice(device, ({ unsent }) => unsent === 0, 'everything to be stored');
    expect(messageContents(device, CONVERSATION)).toEqual(['1', '2', '3']);
  });
});
