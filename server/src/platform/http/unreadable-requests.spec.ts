import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { refuseUnreadableRequests } from './unreadable-requests.js';

const HEAD = 'GET / HTTP/1.1\r\nHost: x\r\n';

describe('a request that cannot be read', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close().closeAllConnections();
  });

  /**
   * Starts a server with time limits of some milliseconds.
   *
   * @param isResponding whether a response is reported to be in progress on every connection
   */
  async function open(isResponding: boolean, onRequest: (response: ServerResponse) => void): Promise<Socket> {
    const limits = { headersTimeout: 50, connectionsCheckingInterval: 10 };
    const server = createServer(limits, (_, response) => onRequest(response)).listen(0, '127.0.0.1');
    servers.push(server);
    refuseUnreadableRequests(server, { isResponding: () => isResponding });
    await once(server, 'listening');
    return connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' });
  }

  async function received(socket: Socket): Promise<string> {
    let text = '';
    socket.on('data', (chunk) => (text += String(chunk)));
    await once(socket, 'close');
    return text;
  }

  it('is refused with 408 if it did not arrive completely in time', async () => {
    const socket = await open(false, () => undefined);
    socket.write(HEAD);

    const response = await received(socket);

    expect(response).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\nConnection: close\r\n/);
    expect(response).toContain('"code":"request.timeout"');
    expect(response).toMatch(/^cache-control: no-store\r$/im);
  });

  it('is refused with 413 if the extensions of a chunk are too long', async () => {
    const socket = await open(false, () => undefined);
    socket.write(`POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2;${'a'.repeat(20_000)}\r\n{}\r\n`);

    expect(await received(socket)).toMatch(/^HTTP\/1\.1 413 .*"code":"request\.too_large"/s);
  });

  it('gets no response in the middle of another response', async () => {
    const socket = await open(true, (response) => response.write('the beginning of a response'));
    socket.once('data', () => socket.write('no request'));
    socket.write(`${HEAD}\r\n`);

    const response = await received(socket);

    expect(response).toMatch(/^HTTP\/1\.1 200 /);
    expect(response.match(/HTTP\/1\.1/g)).toHaveLength(1);
  });
});
