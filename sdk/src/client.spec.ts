import { messagesRoutes } from '@smart-hub/contract/messages';
import { usersRoutes } from '@smart-hub/contract/users';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HubClient } from './client.js';
import { Hub } from './hub.js';
import { HubError } from './hub-error.js';

/**
 * Runs an action that must fail.
 *
 * @returns its error, which must be a `HubError` whose message is an English sentence
 */
async function failureOf(act: () => unknown): Promise<HubError> {
  const failure: unknown = await Promise.resolve()
    .then(act)
    .then(
      () => 'The action did not fail.',
      (error: unknown) => error,
    );
  expect(failure).toBeInstanceOf(HubError);
  expect((failure as HubError).message).toMatch(/^[A-Z@h].*[.!?]$/);
  expect((failure as HubError).message).not.toMatch(/undefined|fetch failed|TypeError/);
  return failure as HubError;
}

describe('HubClient', () => {
  let respond: (response: ServerResponse) => void;
  let server: Server;
  let client: HubClient;
  beforeAll(async () => {
    server = createServer((_, response) => respond(response));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    client = new HubClient({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` });
  });
  afterAll(() => server.close());

  const respondWith = (status: number, type: string, body: string) => {
    respond = (response) => void response.writeHead(status, { 'content-type': type }).end(body);
  };
  const request = (signal?: AbortSignal) => client.call(usersRoutes.profile, {}, signal);

  it('reports a problem of the server with its code, and the response of a proxy as server.unreachable', async () => {
    respondWith(
      502,
      'application/problem+json; charset=utf-8',
      JSON.stringify({ code: 'rate.limited', detail: 'Wait.' }),
    );
    expect(await failureOf(request)).toMatchObject({ code: 'rate.limited', message: 'Wait.' });
    for (const [status, type, body] of [
      [502, 'text/html', '<html>502 Bad Gateway</html>'],
      [200, 'text/html', '<html>Please log in to this network</html>'],
      [503, 'application/json', '{"message":"no healthy upstream"}'],
      [500, 'application/json', 'null'],
      [502, '', ''],
    ] as const) {
      respondWith(status, type, body);
      expect(await failureOf(request)).toMatchObject({
        code: 'server.unreachable',
        message: expect.stringContaining(`status ${status}`) as string,
        problem: { retryable: true },
      });
    }
  });

  it('reports an incomplete response as server.unreachable, with the cause', async () => {
    for (const body of ['', '{"id":', '<html>']) {
      respondWith(200, 'application/json', body);
      expect(await failureOf(request)).toMatchObject({
        code: 'server.unreachable',
        cause: expect.anything() as unknown,
      });
    }
    respond = (response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 }).write('{');
      response.socket!.destroySoon();
    };
    expect(await failureOf(request)).toMatchObject({ code: 'server.unreachable', cause: expect.anything() as unknown });
  });

  it('reports that the server cannot be reached as server.unreachable, with the reason', async () => {
    const closed = createServer();
    await once(closed.listen(0, '127.0.0.1'), 'listening');
    const { port } = closed.address() as AddressInfo;
    closed.close();
    for (const [url, reason] of [
      [`http://127.0.0.1:${port}`, 'ECONNREFUSED'],
      ['http://127.0.0.1:1', 'bad port'],
      ['http://no-such-host.invalid', 'E'],
      [`https://127.0.0.1:${(server.address() as AddressInfo).port}`, 'E'],
    ] as const) {
      const unconnected = new HubClient({ url });
      const failure = await failureOf(() => unconnected.login({ email: 'a@b.co', password: 'x' }));
      expect(failure).toMatchObject({ code: 'server.unreachable', cause: { message: 'fetch failed' } });
      expect(failure.message).toContain(`${url} was not reached (${reason}`);
      const socket = unconnected.connect({ reconnection: false, forceNew: true });
      expect(await failureOf(() => socket.ready())).toMatchObject({ code: 'server.unreachable' });
    }
  });

  it('reports an aborted request as request.aborted', async () => {
    respond = () => controller.abort();
    const controller = new AbortController();
    expect(await failureOf(() => request(controller.signal))).toMatchObject({ code: 'request.aborted' });
    expect(await failureOf(() => request(AbortSignal.abort()))).toMatchObject({ code: 'request.aborted' });
    respond = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{');
      setImmediate(() => later.abort());
    };
    const later = new AbortController();
    expect(await failureOf(() => request(later.signal))).toMatchObject({ code: 'request.aborted' });
  });

  it('reports a login response that lacks required fields as server.incompatible', async () => {
    for (const login of [{}, null, [], { access_token: 'x' }, { user: { id: 'x' } }, { access_token: 1, user: {} }]) {
      respondWith(200, 'application/json', JSON.stringify(login));
      const failure = await failureOf(() => client.login({ email: 'a@b.co', password: 'x' }));
      expect(failure).toMatchObject({ code: 'server.incompatible' });
    }
  });

  it('reports arguments that are not valid as request.invalid without sending a request', async () => {
    const make = HubClient as unknown as new (options?: unknown) => HubClient;
    const call = client.call.bind(client) as (...input: unknown[]) => Promise<unknown>;
    const connect = Hub.connect.bind(Hub) as (...input: unknown[]) => Promise<unknown>;
    respond = () => {
      throw new Error('Something was sent.');
    };
    const circular: Record<string, unknown> = {};
    circular.self = circular;

    for (const act of [
      () => new make(),
      () => new make(null),
      () => new make({}),
      ...['', '/', 'localhost:3000', 'ws://localhost', 'http://', 7].map((url) => () => new make({ url })),
      ...['', 'a b', 'ä', 'a\nb', 7, {}].map((token) => () => new make({ url: 'http://localhost', token })),
      ...[undefined, null, ''].map((token) => () => client.useToken(token as string)),
      () => call(),
      () => call({}),
      () => call(messagesRoutes.list),
      () => call(messagesRoutes.list, {}),
      ...[undefined, null, 7, {}, '\ud800'].map(
        (conversationId) => () => call(messagesRoutes.list, { params: { conversationId } }),
      ),
      () => client.login(circular as never),
      () => client.register({ name: 1n } as never),
      () => connect(),
      () => connect({}, { userId: 'x' }),
      ...[undefined, null, {}, { userId: 7 }, { userId: '' }].map((options) => () => connect(client, options)),
      ...[null, {}, { load: () => [] }].map((store) => () => connect(client, { userId: 'x', store })),
    ])
      expect(await failureOf(act)).toMatchObject({ code: 'request.invalid', problem: { retryable: false } });
    expect(new make({ url: 'http://localhost', token: null })).toBeInstanceOf(HubClient);
  });
});
