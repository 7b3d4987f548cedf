import type { IncomingMessage } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { SocketServer } from '../src/realtime/socket-server.js';
import { closeSockets, register, startHub, waitUntil, type TestHub } from './support/hub.js';

/** Node exposes `gc` only under a flag. A flag set at run time applies to contexts that are created afterwards. */
function exposeGarbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}

describe('an idle connection', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startHub();
  });
  afterEach(closeSockets);
  afterAll(() => hub.close());

  it('keeps neither the request that opened it nor the access token in memory', async () => {
    const { io } = hub.providers(SocketServer)[0]!;
    const requests: WeakRef<IncomingMessage>[] = [];
    io.engine.on('headers', (_headers: object, request: IncomingMessage) => requests.push(new WeakRef(request)));
    const collectGarbage = exposeGarbageCollector();

    const socket = await (await register(hub)).connect();

    await waitUntil('the requests are garbage-collected', () => {
      collectGarbage();
      return requests.length > 0 && requests.every((request) => request.deref() === undefined);
    });
    expect(JSON.stringify(io.of('/').sockets.get(socket.id)!.handshake)).not.toContain('token');
  });
});
