import { cluster } from './support/cluster.js';
import { closeHubs, closeSockets, registerAll, startHub } from './support/hub.js';
import { onlineInDatabase } from './support/presence.js';
import { stopTestServers, startTestServer } from './support/server-process.js';

afterAll(async () => {
  closeSockets();
  await closeHubs();
  await stopTestServers();
});

it.each([1, 60, 150])(
  'a server that is killed after it acknowledged %i of 200 concurrent sends has stored each acknowledged message once',
  async (killAfter) => {
    const server = await startTestServer();
    const people = await registerAll(server, 4);
    const sockets = await Promise.all(people.map((person) => person.connect({ reconnection: false })));
    const acknowledged = new Map<string, number>();
    const drafts = Array.from({ length: 200 }, (_, index) => ({
      sender: index % 4,
      receiverId: people[(index % 4) ^ 1]!.id,
      content: `message ${index}`,
      clientMessageId: `${index}`,
    }));
    // The test waits for disconnects: the promise of a send without acknowledgement never settles after a disconnect.
    const disconnects = Promise.all(sockets.map((socket) => socket.waitForDisconnect()));
    const send = async ({ sender, ...message }: (typeof drafts)[number]) => {
      const { id, seq } = await sockets[sender]!.send(message);
      acknowledged.set(id, seq);
      if (acknowledged.size === killAfter) await server.kill();
    };
    for (const draft of drafts) send(draft).catch(() => undefined);
    await disconnects;
    expect(acknowledged.size).toBeGreaterThanOrEqual(killAfter);

    const next = await startHub({}, server.database);
    // In a run with several nodes, users of the killed server stay online until the lease of that server expires.
    if (cluster().nodes === 1) expect(await onlineInDatabase(next)).toEqual([]);
    const rows = () => next.sql.rows<{ id: string; seq: number }>('select id, seq from messages');
    const stored = new Map((await rows()).map(({ id, seq }) => [id, seq]));
    for (const [id, seq] of acknowledged) expect(stored.get(id)).toBe(seq);

    // The clients retry every send: a message that was stored is not stored twice.
    const reconnected = await Promise.all(people.map((person) => person.connect({}, next)));
    const acknowledgements = await Promise.all(
      drafts.map(({ sender, ...message }) => reconnected[sender]!.send(message)),
    );
    expect(acknowledgements.filter(({ deduplicated }) => deduplicated)).toHaveLength(stored.size);
    const totals = await next.sql.rows(
      `select count(*)::integer as messages, max(seq) as last, count(distinct content)::integer as contents
       from messages group by conversation_id`,
    );
    expect(totals).toEqual([
      { messages: 100, last: 100, contents: 100 },
      { messages: 100, last: 100, contents: 100 },
    ]);
  },
);
