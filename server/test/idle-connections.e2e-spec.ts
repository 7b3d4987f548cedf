import type { IncomingMessage } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { SocketServer } from '../src/realtime/socket-server.js';
import { closeSockets, register, startHub, until, type Hub } from './support/hub.js';

/** Node has it under a flag; set late, it is there for contexts that are made after. */
function collector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}

describe('an idle connection', () => {
  let hub: Hub;
  beforeAll(async () => {
    hub = await startHub();
  });
  afterEach(closeSockets);
  afterAll(() => hub.close());

  it('keeps neither the request that opened it nor the token', async () => {
    const { io } = hub.parts(SocketServer)[0]!;
    const requests: WeakRef<IncomingMessage>[] = [];
    io.engine.on('headers', (_headers: object, request: IncomingMessage) => requests.push(new WeakRef(request)));
    const collect = collector();

    const socket = await (await register(hub)).connect();

    await until('the requests are let go of', () => {
      collect();
      return requests.length > 0 && requests.every((request) => request.deref() === undefined);
    });
    expect(JSON.stringify(io.of('/').sockets.get(socket.id)!.handshake)).not.toContain('token');
  });
});
