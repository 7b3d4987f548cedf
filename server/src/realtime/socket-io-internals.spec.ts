import { once } from 'node:events';
import { createServer, get } from 'node:http';
import { Socket as TcpSocket, type AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { io as connect, type Socket as ClientSocket } from 'socket.io-client';
import { Encoder } from 'socket.io-parser';
import type { Connection } from './connection.js';
import { PacketDecoder } from './packet-decoder.js';
import {
  clientOf,
  connectionsOf,
  terminate,
  releaseHandshakeRequest,
  incompleteBytesOf,
  limitMessageBytes,
  prototypeOf,
  queryOf,
  readOnePerTurn,
  tcpOf,
  type EngineConnection,
} from './socket-io-internals.js';

const transports = ['websocket', 'polling'] as const;

/**
 * Fails, and names the missing part, if a new version of Socket.IO, Engine.IO or ws lacks one of these private parts.
 */
describe.each(transports)('the private parts of Socket.IO that the server uses, over %s', (transport) => {
  const http = createServer();
  const io = new Server(http, { parser: { Encoder, Decoder: PacketDecoder } });
  let client: ClientSocket;
  let connection: Connection;
  let engine: EngineConnection;
  beforeAll(async () => {
    await once(http.listen(0, '127.0.0.1'), 'listening');
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
    client = connect(url, { transports: [transport], reconnection: false });
    [connection] = (await once(io, 'connection')) as [Connection];
    engine = clientOf(connection).conn;
  });
  afterAll(() => io.close());

  it('exist on the client object of Socket.IO', () => {
    expect(clientOf(connection)).toMatchObject({ conn: connection.conn, writeToEngine: expect.any(Function) });
    expect(clientOf(connection).decoder).toBeInstanceOf(PacketDecoder);
    expect(Object.hasOwn(prototypeOf(clientOf(connection)), 'writeToEngine')).toBe(true);
  });

  it('exist on the connection object of Engine.IO', () => {
    expect(connectionsOf(io)).toEqual({ [engine.id]: engine });
    expect(engine.readyState).toBe('open');
    expect(queryOf(engine.request!)).toMatchObject({ EIO: '4', transport });
    for (const method of ['flush', 'close', 'onClose', 'on'] as const) expect(typeof engine[method]).toBe('function');
    const passed: object[] = [];
    engine.flush = () => passed.push(engine);
    connection.emit('an event', {});
    expect(passed).toEqual([engine]);
    expect(engine.writeBuffer.at(-1)).toMatchObject({ data: '2["an event",{}]' });
    prototypeOf(engine).flush.call(engine);
  });

  it('exist on the transport object', () => {
    expect(engine.transport.name).toBe(transport);
    expect(typeof engine.transport.writable).toBe('boolean');
    for (const method of ['onData', 'onError'] as const) expect(typeof engine.transport[method]).toBe('function');
    expect(incompleteBytesOf(engine)).toBe(0);
    limitMessageBytes(engine, 1234);
    const { maxHttpBufferSize, socket } = engine.transport;
    const receiver: unknown = expect.objectContaining({
      _maxPayload: 1234,
      _bufferedBytes: 0,
      _messageLength: 0,
      _buffers: [],
      _fragments: [],
      _loop: false,
      _allowSynchronousEvents: true,
      destroyed: false,
      destroy: expect.any(Function),
    });
    const handle = (tcpOf(engine) as { _handle?: { readStop?: unknown } } | undefined)?._handle;
    expect(typeof handle?.readStop).toBe(transport === 'websocket' ? 'function' : 'undefined');
    expect([maxHttpBufferSize, socket?._receiver, tcpOf(engine)]).toEqual(
      { polling: [1234, undefined, undefined], websocket: [undefined, receiver, expect.any(TcpSocket)] }[transport],
    );
  });

  if (transport === 'polling') {
    it('allow terminating a session that waits for the next poll, including its timers', async () => {
      const timers = () => process.getActiveResourcesInfo().filter((type) => type === 'Timeout').length;
      const { port } = http.address() as AddressInfo;
      const path = '/socket.io/?EIO=4&transport=polling';
      get({ host: '127.0.0.1', port, path, agent: false }, (response) => response.resume());
      const [session] = (await once(io.engine, 'connection')) as [EngineConnection];
      session.close();
      expect([session.readyState, typeof session.transport.shouldClose]).toEqual(['closing', 'function']);
      const running = timers();

      terminate(session);

      expect(session.readyState).toBe('closed');
      // The timers of the session's handshake, next ping and last poll have stopped.
      expect(running - timers()).toBe(3);
    });
  }

  if (transport === 'websocket') {
    it('allow reading one message per turn of the event loop', async () => {
      clientOf(connection).decoder.allowCommands(() => undefined);
      readOnePerTurn(engine);
      let turn = 0;
      let counting = setImmediate(function count() {
        turn += 1;
        counting = setImmediate(count);
      });
      const turns: number[] = [];
      const seen = new Promise<void>((resolve, reject) => {
        connection.once('disconnect', reject);
        connection.on('x', () => {
          if (turns.push(turn) === 5) resolve();
        });
      }).finally(() => clearImmediate(counting));
      const { _socket: tcp } = (client.io.engine.transport as unknown as { ws: { _socket: TcpSocket } }).ws;
      tcp.cork();
      for (let count = 0; count < 5; count += 1) client.emit('x');
      tcp.uncork();
      await seen;
      expect(new Set(turns).size).toBe(5);
    });
  }

  it('allow releasing the request that opened a connection, and terminating the connection', async () => {
    releaseHandshakeRequest(connection);
    expect(engine.request).toBeNull();
    expect(connection.handshake).toEqual({});
    const closed = once(connection, 'disconnect');
    const left = new Promise((resolve) => client.once('disconnect', resolve));
    terminate(engine);
    await Promise.all([closed, left]);
  });
});
