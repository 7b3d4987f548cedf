import { examples } from '@smart-hub/contract/examples';
import { Pong } from '@smart-hub/contract/ping';
import { createDatabase } from './support/database.js';
import { DatabaseProxy } from './support/database-proxy.js';
import { closeHubs, closeSockets, register, startHub } from './support/hub.js';

describe('a ping', () => {
  let proxy: DatabaseProxy | undefined;
  afterEach(() => {
    closeSockets();
    proxy?.close();
  });
  afterAll(closeHubs);

  it('gets a response, with or without a payload', async () => {
    const ana = await (await register(await startHub(), 'Ana')).connect();

    for (const payload of [[examples.ping], [{ unknown: 1 }], []])
      expect(Pong.strict().parse(await ana.emitRaw('ping', ...payload))).toEqual({});
    expect(await ana.emitRaw('ping', 'text')).toMatchObject({ error: { code: 'request.invalid' } });
  });

  it('gets a response while the database is unavailable', async () => {
    proxy = await DatabaseProxy.to(await createDatabase());
    const ana = await (await register(await startHub({}, proxy.keys), 'Ana')).connect();

    proxy.interrupt();
    expect(await ana.emitRaw('sync', examples.syncRequest)).toMatchObject({ error: { code: 'database.unavailable' } });
    expect(await ana.emitRaw('ping', examples.ping)).toEqual({});
    proxy.restore();
  });

  it('counts against the command limit', async () => {
    const ana = await (await register(await startHub({ COMMAND_LIMIT: '1' }), 'Ana')).connect();

    const responses = await Promise.all(Array.from({ length: 7 }, () => ana.emitRaw('ping', examples.ping)));
    expect(responses.map(({ error }) => error?.code ?? 'success')).toEqual([
      ...Array.from({ length: 5 }, () => 'success'),
      'rate.limited',
      'rate.limited',
    ]);
  });
});
