import { WebSocket } from 'ws';
import { SocketServer } from '../src/realtime/socket-server.js';
import { closeSockets, register, startHub, type Hub, type TestPerson } from './support/hub.js';

/** So many clients of one person that never read. */
const DEAF = 20;

/** How many bytes wait for each connection. */
function backlogs(io: SocketServer['io']): number[] {
  return [...io.of('/').sockets.values()].map((socket) => {
    const { writeBuffer } = socket.conn as unknown as { writeBuffer: { data?: string }[] };
    return writeBuffer.reduce((bytes, { data }) => bytes + (data?.length ?? 0), 0);
  });
}

/** A client that has logged in, and then never reads again. */
async function deafClient(hub: Hub, person: TestPerson): Promise<WebSocket> {
  const socket = new WebSocket(`${hub.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
  await new Promise((resolve) => socket.once('message', resolve));
  socket.send(`40${JSON.stringify({ token: person.token })}`);
  await new Promise((resolve) => socket.once('message', resolve));
  socket.pause();
  return socket;
}

describe('a client that never reads', () => {
  let hub: Hub;
  beforeAll(async () => {
    hub = await startHub();
  });
  afterEach(closeSockets);
  afterAll(() => hub.close());

  it('does not keep the server from stopping', async () => {
    const other = await startHub();
    const deaf = await deafClient(other, await register(other));
    await other.close();
    deaf.terminate();
  });

  it('is disconnected when its backlog is too long, however many there are, and the others go on', async () => {
    const [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
    const [hers, his] = await Promise.all([ana.connect(), ben.connect()]);
    const deaf = await Promise.all(Array.from({ length: DEAF }, () => deafClient(hub, ben)));
    const { io } = hub.parts(SocketServer)[0]!;
    const reasons: string[] = [];
    for (const socket of io.of('/').sockets.values()) socket.on('disconnect', (reason) => reasons.push(reason));
    let most = 0;

    // At most far more than the kernel buffers: about 32 MB for each of them, if it were all kept.
    let sent = 0;
    while (reasons.length < DEAF && sent < 1000) {
      sent += 10;
      await Promise.all(
        Array.from({ length: 10 }, () => hers.send({ receiverId: ben.id, content: '\u{1F600}'.repeat(8000) })),
      );
      most = Math.max(most, ...backlogs(io));
    }

    expect(reasons).toEqual(Array.from({ length: DEAF }, () => 'forced close'));
    // What is kept for one of them: 8 MB, counted at every 64th packet of 32 kB.
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThan(8_000_000 + 65 * 33_000);
    await hers.send({ receiverId: ben.id, content: 'the last one' });
    for (let seq = 1; seq <= sent + 1; seq += 1) expect((await his.next('new_message')).seq).toBe(seq);
    for (const socket of deaf) socket.terminate();
  });
});
