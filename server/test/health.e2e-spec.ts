import { Health } from '@smart-hub/contract/health';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createDatabase, dropDatabase } from './support/database.js';
import { sendRequest, expectProblem } from './support/http.js';
import { startHub, waitUntil } from './support/hub.js';
import { DatabaseProxy } from './support/database-proxy.js';

describe('health', () => {
  it('the readiness of a node depends on the database, the liveness does not', async () => {
    const database = await createDatabase();
    const proxy = await DatabaseProxy.to(database);
    const hub = await startHub({}, proxy.keys);
    const ready = () => sendRequest(hub, 'GET /api/health');
    const live = () => sendRequest(hub, 'GET /api/health/live');
    const healthy = await ready();
    expect(healthy.status).toBe(200);
    expect(Health.strict().parse(healthy.body)).toMatchObject({ status: 'up', parts: { database: { status: 'up' } } });
    expect(await live()).toMatchObject({ status: 200, body: { status: 'up' } });

    proxy.interrupt();

    const problem = expectProblem(await ready(), 'health.unavailable');
    expect(problem.detail).toBe('This node cannot serve requests: the database does not respond.');
    expect(problem).toMatchObject({ retryable: true, retryAfter: 5 });
    expect(await live()).toMatchObject({ status: 200, body: { status: 'up' } });

    proxy.restore();

    expect((await ready()).status).toBe(200);
    proxy.close();
    await hub.stop();
    await dropDatabase(database);
  });

  it('the health response shows the counters of the node to a caller on the same machine', async () => {
    const hub = await startHub({ MAX_CONNECTIONS: '1' });
    // While this connection is open, every other connection is refused.
    const only = connect(Number(new URL(hub.url).port), '127.0.0.1');
    await once(only, 'connect');
    await expect(sendRequest(hub, 'GET /api/health')).rejects.toThrow();
    only.destroy();
    await once(only, 'close');

    let body: unknown;
    await waitUntil('a connection is accepted again', async () => {
      body = await sendRequest(hub, 'GET /api/health').then(
        (response) => response.body,
        () => undefined,
      );
      return body !== undefined;
    });

    expect(Health.strict().parse(body).counters!['connections.refused']).toBeGreaterThanOrEqual(1);
    await hub.close();
  });

  it.each(['X-Forwarded-For', 'X-Forwarded-Proto', 'X-Real-IP', 'Forwarded', 'Via'])(
    'the health response does not show the counters if a proxy has added the header %s',
    async (header) => {
      const hub = await startHub();
      const { status, body } = await sendRequest(hub, 'GET /api/health', { headers: { [header]: '127.0.0.1' } });
      expect(status).toBe(200);
      expect(Health.strict().parse(body)).not.toHaveProperty('counters');
      await hub.close();
    },
  );
});
