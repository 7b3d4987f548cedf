import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Link } from './link.js';

let far: Server;
let link: Link;
let near: Socket;
/** The bytes that arrived at the far end. */
let arrived = '';
/** The number of open connections at the far end. */
let open = 0;

beforeEach(async () => {
  arrived = '';
  far = createServer((socket) => {
    open += 1;
    socket.on('error', () => undefined).on('close', () => (open -= 1));
    socket.on('data', (bytes) => (arrived += String(bytes)));
  });
  await once(far.listen(0, '127.0.0.1'), 'listening');
  link = await Link.to({ port: (far.address() as AddressInfo).port, host: '127.0.0.1' });
  near = await connected();
});

afterEach(async () => {
  near.destroy();
  link.close();
  // Resolves when the last connection has closed.
  await new Promise((resolve) => far.close(resolve));
});

async function connected(): Promise<Socket> {
  const socket = connect({ port: link.port, host: '127.0.0.1' });
  await once(socket, 'connect');
  return socket;
}

/** Waits for several iterations of the event loop, so that the link has read what was written before. */
async function loopIterations(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
}

/** Resolves when the far end has at most this number of open connections. */
async function untilOpen(count: number): Promise<void> {
  const tooMany = () => open > count;
  while (tooMany()) await new Promise(setImmediate);
}

async function untilArrived(text: string): Promise<void> {
  while (!arrived.includes(text)) await new Promise(setImmediate);
}

test('bytes in flight when a slow link is restored arrive before bytes that are sent after that', async () => {
  near.write('one ');
  await untilArrived('one ');
  link.delay(100);
  const sent = performance.now();
  await new Promise((resolve) => near.write('two ', resolve));
  await loopIterations();
  link.restore();
  near.write('three ');
  await untilArrived('three ');
  expect(arrived).toBe('one two three ');
  // Bytes in flight keep their delay.
  expect(performance.now() - sent).toBeGreaterThan(95);
});

test('silent connections forward nothing, not even the close of an end, while new connections forward everything', async () => {
  near.write('one ');
  await untilArrived('one ');
  link.silenceExisting();
  near.write('lost ');
  near.destroy();
  near = await connected();
  near.write('two ');
  await untilArrived('two ');
  expect(arrived).toBe('one two ');
  expect(open).toBe(2);
  link.restore();
  await untilOpen(1);
  near.write('three ');
  await untilArrived('three ');
  expect(arrived).toBe('one two three ');
});

test('bytes held back by a stalled link arrive in order when it is restored, also from an end that has closed', async () => {
  near.write('one ');
  await untilArrived('one ');
  link.stall();
  near.write('two ');
  near.end('three ');
  const late = await connected();
  late.write('four ');
  await loopIterations();
  expect(arrived).toBe('one ');
  link.restore();
  await untilArrived('three ');
  await untilArrived('four ');
  expect(arrived.replace('four ', '')).toBe('one two three ');
  await untilOpen(1);
  late.destroy();
});
