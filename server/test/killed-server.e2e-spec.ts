import { cluster } from './support/cluster.js';
import { closeHubs, closeSockets, registerAll, startHub } from './support/hub.js';
import { onlineIn } from './support/presence.js';
import { endProcesses, startProcess } from './support/server-process.js';

afterAll(async () => {
  closeSockets();
  await closeHubs();
  await endProcesses();
});

it.each([1, 60, 150])(
  'a server that is killed after %i of 200 concurrent sends has kept each of them, once',
  async (kill) => {
    const server = await startProcess();
    const people = await registerAll(server, 4);
    const sockets = await Promise.all(people.map((person) => person.connect({ reconnection: false })));
    const acknowledged = new Map<string, number>();
    const drafts = Array.from({ length: 200 }, (_, index) => ({
      sender: index % 4,
      receiverId: people[(index % 4) ^ 1]!.id,
      content: `message ${index}`,
      clientMessageId: `${index}`,
    }));
    // What is not acknowledged when the connection ends is never settled: whether it is stored is not known.
    const ends = Promise.all(sockets.map((socket) => socket.ended()));
    const send = async ({ sender, ...message }: (typeof drafts)[number]) => {
      const { id, seq } = await sockets[sender]!.send(message);
      acknowledged.set(id, seq);
      if (acknowledged.size === kill) await server.kill();
    };
    for (const draft of drafts) send(draft).catch(() => undefined);
    await ends;
    expect(acknowledged.size).toBeGreaterThanOrEqual(kill);

    const next = await startHub({}, server.database);
    // On several nodes the others would wait for its lease to run out.
    if (cluster().nodes === 1) expect(await onlineIn(next)).toEqual([]);
    const rows = () => next.sql.rows<{ id: string; seq: number }>('select id, seq from messages');
    const stored = new Map((await rows()).map(({ id, seq }) => [id, seq]));
    for (const [id, seq] of acknowledged) expect(stored.get(id)).toBe(seq);

    // The clients send all of it again: what was stored is not stored twice.
    const again = await Promise.all(people.map((person) => person.connect({}, next)));
    const answers = await Promise.all(drafts.map(({ sender, ...message }) => again[sender]!.send(message)));
    expect(answers.filter(({ deduplicated }) => deduplicated)).toHaveLength(stored.size);
    const places = await next.sql.rows(
      `select count(*)::integer as messages, max(seq) as last, count(distinct content)::integer as contents
       from messages group by conversation_id`,
    );
    expect(places).toEqual([
      { messages: 100, last: 100, contents: 100 },
      { messages: 100, last: 100, contents: 100 },
    ]);
  },
);
