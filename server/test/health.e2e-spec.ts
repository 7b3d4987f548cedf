import { Health } from '@smart-hub/contract/health';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createDatabase, dropDatabase } from './support/database.js';
import { ask, problemOf } from './support/http.js';
import { startHub, until } from './support/hub.js';
import { DatabaseProxy } from './support/database-proxy.js';

describe('health', () => {
  it('is that of the database; being alive is not', async () => {
    const database = await createDatabase();
    const proxy = await DatabaseProxy.to(database);
    const hub = await startHub({}, proxy.keys);
    const ready = () => ask(hub, 'GET /api/health');
    const live = () => ask(hub, 'GET /api/health/live');
    const well = await ready();
    expect(well.status).toBe(200);
    expect(Health.strict().parse(well.body)).toMatchObject({ status: 'up', parts: { database: { status: 'up' } } });
    expect(await live()).toMatchObject({ status: 200, body: { status: 'up' } });

    proxy.cut();

    const ill = problemOf(await ready(), 'health.unavailable');
    expect(ill.detail).toBe('This node cannot serve: the database does not answer.');
    expect(ill).toMatchObject({ retryable: true, retryAfter: 5 });
    expect(await live()).toMatchObject({ status: 200, body: { status: 'up' } });

    proxy.mend();

    expect((await ready()).status).toBe(200);
    proxy.close();
    await hub.stop();
    await dropDatabase(database);
  });

  it('shows what this node has counted to a caller on the same machine', async () => {
    const hub = await startHub({ MAX_CONNECTIONS: '1' });
    // While this connection is open, the next one is refused.
    const only = connect(Number(new URL(hub.url).port), '127.0.0.1');
    await once(only, 'connect');
    await expect(ask(hub, 'GET /api/health')).rejects.toThrow();
    only.destroy();
    await once(only, 'close');

    let body: unknown;
    await until('a connection is accepted again', async () => {
      body = await ask(hub, 'GET /api/health').then(
        (answer) => answer.body,
        () => undefined,
      );
      return body !== undefined;
    });

    expect(Health.strict().parse(body).counters!['connections.refused']).toBeGreaterThanOrEqual(1);
    await hub.close();
  });

  it.each(['X-Forwarded-For', 'X-Forwarded-Proto', 'X-Real-IP', 'Forwarded', 'Via'])(
    'does not show what this node has counted to a caller for whom a proxy says %s',
    async (header) => {
      const hub = await startHub();
      const { status, body } = await ask(hub, 'GET /api/health', { headers: { [header]: '127.0.0.1' } });
      expect(status).toBe(200);
      expect(Health.strict().parse(body)).not.toHaveProperty('counters');
      await hub.close();
    },
  );
});
