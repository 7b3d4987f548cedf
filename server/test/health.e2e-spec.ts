import { Health } from '@smart-hub/contract/health';
import { createDatabase, dropDatabase } from './support/database.js';
import { ask, problemOf } from './support/http.js';
import { startHub } from './support/hub.js';
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
});
