import { HubClient } from '@smart-hub/sdk';
import { once } from 'node:events';
import { connect } from 'node:net';
import { Client } from 'pg';
import { createDatabase, dropDatabase, type DatabaseKeys } from './support/database.js';
import { sendRequest } from './support/http.js';
import { closeHubs, closeSockets, register, startHub, waitUntil, type TestHub } from './support/hub.js';
import { connectionCount } from './support/presence.js';
import { stopTestServers, startTestServer } from './support/server-process.js';

describe('handshakes', () => {
  let keys: DatabaseKeys;
  let observer: Client;
  beforeEach(async () => {
    keys = await createDatabase();
    const { DB_HOST: host, DB_PORT: port, DB_USERNAME: user, DB_PASSWORD: password, DB_NAME: database } = keys;
    observer = new Client({ host, port, user, password, database });
    await observer.connect();
  });
  afterEach(async () => {
    closeSockets();
    await observer.end();
    await closeHubs();
    await stopTestServers();
    await dropDatabase(keys);
  });

  /** Returns the number of identity look-ups that wait for the lock. */
  const waitingLookups = async () => {
    const { rows } = await observer.query<{ count: number }>(
      `select count(*)::integer from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and query like '%from users where id = any%'`,
    );
    return rows[0]!.count;
  };
  const lockUsers = (hub: TestHub) => hub.openTransaction('lock table users in access exclusive mode', []);

  it('the number of handshakes authenticated at the same time is limited, and all handshakes complete in the end', async () => {
    const hub = await startHub({ HANDSHAKES_IN_FLIGHT: '1' }, keys, { nodes: 1 });
    const ana = await register(hub, 'Ana');
    const { rollback } = await lockUsers(hub);

    const connecting = Array.from({ length: 20 }, () => ana.connect());
    await waitUntil('a look-up waits', async () => (await waitingLookups()) === 1);
    // Waits until several handshakes have arrived and the server has had time to process them.
    await waitUntil('more connections are open', () => connectionCount(hub) > 1);
    for (let request = 0; request < 5; request += 1) await sendRequest(hub, 'GET /api/health/live');
    expect(await waitingLookups()).toBe(1);
    await rollback();

    expect(await Promise.all(connecting)).toHaveLength(20);
  });

  it('handshakes that would wait too long are refused with status 503, and their clients retry automatically', async () => {
    const hub = await startHub({ HANDSHAKES_IN_FLIGHT: '1' }, keys, { nodes: 1 });
    const ana = await register(hub, 'Ana');
    const { rollback } = await lockUsers(hub);
    const polling = () => fetch(`${hub.url}/socket.io/?EIO=4&transport=polling`);
    // Each handshake waits for the lock until its look-up is cancelled: in total longer than this test takes.
    for (let count = 0; count < 6; count += 1) void ana.connect().catch(() => undefined);
    await waitUntil('one look-up waits', async () => (await waitingLookups()) === 1);

    const retryAfter = await Promise.any(
      Array.from({ length: 80 }, async () => {
        const { status, headers } = await polling();
        if (status !== 503) throw new Error(`The status is ${status}.`);
        return headers.get('retry-after');
      }),
    );
    expect(retryAfter).toBe('1');

    const client = new HubClient({ url: hub.url, token: ana.token }).connect({ transports: ['websocket'] });
    const refused = new Promise((resolve) => client.io.once('connect_error', resolve));
    expect(await refused).toBeInstanceOf(Error);
    expect(client.io.active).toBe(true);
    await rollback();
    await client.ready();
    client.close();
  });

  it('connections that are reset while their handshakes wait do not affect other connections', async () => {
    const server = await startTestServer({ HANDSHAKES_IN_FLIGHT: '1' }, keys);
    const ana = await register(server, 'Ana');
    await observer.query('begin; lock table users in access exclusive mode');
    for (let count = 0; count < 3; count += 1) void ana.connect().catch(() => undefined);
    const resets = Array.from({ length: 40 }, () => {
      const { hostname, port } = new URL(server.url);
      const socket = connect(Number(port), hostname);
      socket.on('error', () => undefined);
      socket.write(
        'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
          'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==\r\n\r\n',
      );
      return socket;
    });
    await Promise.all(resets.map((socket) => once(socket, 'connect')));
    for (let request = 0; request < 3; request += 1) await sendRequest(server, 'GET /api/health/live');
    for (const socket of resets) socket.resetAndDestroy();
    await sendRequest(server, 'GET /api/health/live');
    await observer.query('rollback');

    expect(await ana.connect()).toBeDefined();
    expect(server.isAlive()).toBe(true);
  });
});
