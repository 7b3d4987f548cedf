import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { text } from 'node:stream/consumers';
import { sendRequest } from './support/http.js';
import { closeHubs, register, startHub, type TestHub } from './support/hub.js';
import { PollingClient } from './support/polling.js';

/** The actual delay differs by up to half, so it is at least one second: a response without a delay arrives much earlier. */
const DELAY = { REFUSAL_DELAY: '2' };

describe('a client that exceeds a limit or breaks the protocol', () => {
  afterEach(closeHubs);

  /** Checks that the refusal is delayed: another request, sent meanwhile, gets its response first. Returns the refusal. */
  async function expectDelayed<T>(hub: TestHub, refusal: Promise<T>): Promise<T> {
    const order: string[] = [];
    const refused = refusal.finally(() => order.push('refusal'));
    expect((await sendRequest(hub, 'GET /api/health')).status).toBe(200);
    order.push('health response');
    const result = await refused;
    expect(order).toEqual(['health response', 'refusal']);
    return result;
  }

  const openConnection = (hub: TestHub) => connectTcp({ port: Number(new URL(hub.url).port), host: '127.0.0.1' });

  it('gets a delayed refusal when a request exceeds the limit', async () => {
    const hub = await startHub({ ...DELAY, THROTTLER_UNKNOWN_LIMIT: '1' }, undefined, { nodes: 1 });
    expect((await sendRequest(hub, 'GET /api/nowhere')).status).toBe(404);
    expect((await expectDelayed(hub, sendRequest(hub, 'GET /api/nowhere'))).status).toBe(429);
  });

  it('gets a delayed refusal when a polling payload is too long', async () => {
    const hub = await startHub(DELAY, undefined, { nodes: 1 });
    const session = await PollingClient.open(hub.url);
    expect(await expectDelayed(hub, session.post('x'.repeat(9000)))).toBe(413);
  });

  it('is disconnected after a delay when its handshake is refused, and the server reads nothing from the client during the delay', async () => {
    const hub = await startHub(DELAY, undefined, { nodes: 1 });
    const ana = await register(hub, 'Ana');
    const socket = openConnection(hub);
    socket.write(
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==\r\n\r\n',
    );
    await once(socket, 'data');
    const sent = text(socket);
    // A WebSocket text frame of less than 65,536 bytes, masked with zeros.
    const frame = (packet: string) =>
      Buffer.from([0x81, 0xfe, packet.length >> 8, packet.length & 255, 0, 0, 0, 0, ...Buffer.from(packet)]);
    socket.write(frame('40{}'));
    socket.write(frame(`40${JSON.stringify({ token: ana.token })}`));
    expect((await expectDelayed(hub, sent)).match(/4[0-9]\{/g)).toEqual(['44{']);
  });

  it('gets a delayed refusal when it requests an upgrade at another path', async () => {
    const hub = await startHub(DELAY, undefined, { nodes: 1 });
    const socket = openConnection(hub);
    socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    expect(await expectDelayed(hub, text(socket))).toMatch(/^HTTP\/1\.1 404 /);
  });

  it('is disconnected when a further request, sent during the delay, is refused as well', async () => {
    const hub = await startHub({ ...DELAY, THROTTLER_UNKNOWN_LIMIT: '1' }, undefined, { nodes: 1 });
    const socket = openConnection(hub);
    socket.write('GET /api/nowhere HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(3));
    expect((await text(socket)).match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 404']);
  });
});
