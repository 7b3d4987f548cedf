import { usersRoutes } from '@smart-hub/contract/users';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HubClient } from './client.js';
import { HubError } from './problem-error.js';

it('tells what the server refuses from what something before it answers', async () => {
  const answers = [
    {
      type: 'application/problem+json; charset=utf-8',
      body: JSON.stringify({ code: 'rate.limited', detail: 'Wait.' }),
    },
    { type: 'text/html', body: '<html>502 Bad Gateway</html>' },
  ];
  const server = createServer((_, response) => {
    const { type, body } = answers.shift()!;
    response.writeHead(502, { 'content-type': type }).end(body);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const client = new HubClient({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });

  await expect(client.call(usersRoutes.profile, {})).rejects.toThrow(HubError);
  const failure: unknown = await client.call(usersRoutes.profile, {}).catch((error: unknown) => error);
  expect(failure).not.toBeInstanceOf(HubError);
  expect(failure).toMatchObject({ message: expect.stringContaining('status 502') });
  server.close();
});
