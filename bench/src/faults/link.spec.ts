import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Link } from './link.js';

let far: Server;
let link: Link;
let near: Socket;
/** What has come out at the other end. */
let arrived = '';
/** How many connections the other end holds. */
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
  // Resolves when its last connection has ended.
  await new Promise((resolve) => far.close(resolve));
});

async function connected(): Promise<Socket> {
  const socket = connect({ port: link.port, host: '127.0.0.1' });
  await once(socket, 'connect');
  return socket;
}

/** So many turns of the loop that the link has in hand what was written before. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
}

/** Until the other end holds no more connections than this. */
async function untilOpen(count: number): Promise<void> {
  const tooMany = () => open > count;
  while (tooMany()) await new Promise(setImmediate);
}

async function untilArrived(text: string): Promise<void> {
  while (!arrived.includes(text)) await new Promise(setImmediate);
}

test('what is on its way when a slow way is mended arrives before what is sent after that', async () => {
  near.write('one ');
  await untilArrived('one ');
  link.delay(100);
  const sent = performance.now();
  await new Promise((resolve) => near.write('two ', resolve));
  await turns();
  link.mend();
  near.write('three ');
  await untilArrived('three ');
  expect(arrived).toBe('one two three ');
  // What was on its way keeps its delay.
  expect(performance.now() - sent).toBeGreaterThan(95);
});

test('connections that fell silent pass nothing any more, not even that an end has closed, and new ones pass everything', async () => {
  near.write('one ');
  await untilArrived('one ');
  link.silenceOpen();
  near.write('lost ');
  near.destroy();
  near = await connected();
  near.write('two ');
  await untilArrived('two ');
  expect(arrived).toBe('one two ');
  expect(open).toBe(2);
  link.mend();
  await untilOpen(1);
  near.write('three ');
  await untilArrived('three ');
  expect(arrived).toBe('one two three ');
});

test('what a stalled way has held back arrives in order when it is mended, also from an end that has closed', async () => {
  near.write('one ');
  await untilArrived('one ');
  link.stall();
  near.write('two ');
  near.end('three ');
  const late = await connected();
  late.write('four ');
  await turns();
  expect(arrived).toBe('one ');
  link.mend();
  await untilArrived('three ');
  await untilArrived('four ');
  expect(arrived.replace('four ', '')).toBe('one two three ');
  await untilOpen(1);
  late.destroy();
});
