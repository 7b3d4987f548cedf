import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Link } from './link.js';

let far: Server;
let link: Link;
let near: Socket;
/** What has come out at the other end. */
let arrived = '';

beforeEach(async () => {
  arrived = '';
  far = createServer((socket) => socket.on('data', (bytes) => (arrived += String(bytes))));
  await once(far.listen(0, '127.0.0.1'), 'listening');
  link = await Link.to({ port: (far.address() as AddressInfo).port, host: '127.0.0.1' });
  near = connect({ port: link.port, host: '127.0.0.1' });
  await once(near, 'connect');
});

afterEach(() => {
  near.destroy();
  link.close();
  far.close();
});

async function untilArrived(text: string): Promise<void> {
  while (!arrived.includes(text)) await new Promise(setImmediate);
}

test('what is on its way when a slow way is mended arrives before what is sent after that', async () => {
  near.write('one ');
  await untilArrived('one ');
  link.delay(100);
  await new Promise((resolve) => near.write('two ', resolve));
  // The link has it in hand by then.
  for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
  expect(arrived).toBe('one ');
  link.mend();
  near.write('three ');
  await untilArrived('three ');
  expect(arrived).toBe('one two three ');
});
