import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { text } from 'node:stream/consumers';
import { sendRequest } from './support/http.js';
import { closeHubs, register, startHub, type TestHub } from './support/hub.js';
import { PollingClient } from './support/polling.js';

/** At least a second: an answer that does not wait is there long before. */
const DELAY = { REFUSAL_DELAY: '2' };

describe('a client that has exceeded a limit or broken the protocol waits', () => {
  afterEach(closeHubs);

  /** Resolves when work is done. Another request, made meanwhile, must be answered before that. */
  async function late<T>(hub: TestHub, work: Promise<T>): Promise<T> {
    const order: string[] = [];
    const refused = work.finally(() => order.push('refused'));
    expect((await sendRequest(hub, 'GET /api/health')).status).toBe(200);
    order.push('answered');
    const result = await refused;
    expect(order).toEqual(['answered', 'refused']);
    return result;
  }

  const open = (hub: TestHub) => connectTcp({ port: Number(new URL(hub.url).port), host: '127.0.0.1' });

  it('when it has made too many requests', async () => {
    const hub = await startHub({ ...DELAY, THROTTLER_UNKNOWN_LIMIT: '1' }, undefined, { nodes: 1 });
    expect((await sendRequest(hub, 'GET /api/nowhere')).status).toBe(404);
    expect((await late(hub, sendRequest(hub, 'GET /api/nowhere'))).status).toBe(429);
  });

  it('when a payload of its polling session is too long', async () => {
    const hub = await startHub(DELAY, undefined, { nodes: 1 });
    const session = await PollingClient.open(hub.url);
    expect(await late(hub, session.post('x'.repeat(9000)))).toBe(413);
  });

  it('when its handshake is refused and it does not close the connection, which is not read meanwhile', async () => {
    const hub = await startHub(DELAY, undefined, { nodes: 1 });
    const ana = await register(hub, 'Ana');
    const socket = open(hub);
    socket.write(
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==\r\n\r\n',
    );
    await once(socket, 'data');
    const sent = text(socket);
    // Text of less than 65,536 bytes, masked with zeros.
    const frame = (packet: string) =>
      Buffer.from([0x81, 0xfe, packet.length >> 8, packet.length & 255, 0, 0, 0, 0, ...Buffer.from(packet)]);
    socket.write(frame('40{}'));
    socket.write(frame(`40${JSON.stringify({ token: ana.token })}`));
    expect((await late(hub, sent)).match(/4[0-9]\{/g)).toEqual(['44{']);
  });

  it('when it asks for an upgrade at another path', async () => {
    const hub = await startHub(DELAY, undefined, { nodes: 1 });
    const socket = open(hub);
    socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    expect(await late(hub, text(socket))).toMatch(/^HTTP\/1\.1 404 /);
  });

  it('and is disconnected when it sends further requests meanwhile that are refused as well', async () => {
    const hub = await startHub({ ...DELAY, THROTTLER_UNKNOWN_LIMIT: '1' }, undefined, { nodes: 1 });
    const socket = open(hub);
    socket.write('GET /api/nowhere HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(3));
    expect((await text(socket)).match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 404']);
  });
});
