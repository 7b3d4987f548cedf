import { conversationsRoutes } from '@smart-hub/contract/conversations';
import { messagesRoutes } from '@smart-hub/contract/messages';
import { usersRoutes } from '@smart-hub/contract/users';
import { PresenceView } from '../src/presence/presence-view.js';
import { PresenceService } from '../src/presence/presence.service.js';
import { createDatabase } from './support/database.js';
import { DatabaseProxy } from './support/database-proxy.js';
import { closeHubs, closeSockets, register, registerAll, startHub, waitUntil, type TestPerson } from './support/hub.js';
import {
  presenceChanges,
  closeConnectionsOf,
  connectionCount,
  seededRandom,
  onlineInDatabase,
  replayPresence,
  admittedSockets,
  waitForOnlineUsers,
} from './support/presence.js';
import { stopTestServers, startTestServer } from './support/server-process.js';
import type { TestSocket } from './support/test-socket.js';

const proxies: DatabaseProxy[] = [];
afterEach(closeSockets);
afterAll(async () => {
  await closeHubs();
  await stopTestServers();
  for (const proxy of proxies) proxy.close();
});

describe('a user is online', () => {
  it('while one of their tabs is open, which is published once to other users and never to themselves', async () => {
    const hub = await startHub();
    const [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
    const benSocket = await ben.connect();
    await waitForOnlineUsers(hub, ben);
    const laptop = await ana.connect();
    expect(await benSocket.next('user_joined')).toEqual({ id: ana.id });
    const phone = await ana.connect({ transports: ['polling'] });

    laptop.close();
    await waitUntil('the laptop is gone', () => connectionCount(hub) === 2);
    const sent = await phone.send({ receiverId: ben.id, content: 'still here' });
    expect(sent.sender.online).toBe(true);
    expect(await benSocket.next('new_message')).toEqual(sent);
    expect(presenceChanges(benSocket)).toEqual([`user_joined ${ana.id}`]);

    phone.close();
    expect(await benSocket.next('user_left')).toEqual({ id: ana.id });
    expect(presenceChanges(benSocket)).toEqual([`user_joined ${ana.id}`, `user_left ${ana.id}`]);
    expect([...presenceChanges(laptop), ...presenceChanges(phone)]).toEqual([]);
  });

  it.each([['websocket'], ['polling']])(
    'until their connection over %s is closed without a disconnect packet',
    async (transport) => {
      const hub = await startHub();
      const [ana, ben] = await Promise.all([register(hub), register(hub)]);
      const benSocket = await ben.connect();
      const anaSocket = await ana.connect({ transports: [transport], reconnection: false });
      // In a run with several nodes, a node that learns of Ana only after she has disconnected publishes nothing.
      await waitForOnlineUsers(hub, ana, ben);
      closeConnectionsOf(hub, ana);
      expect(await benSocket.next('user_left')).toEqual({ id: ana.id });
      expect(await onlineInDatabase(hub)).toEqual([ben.id]);
      await anaSocket.waitForDisconnect();
    },
  );

  it('or offline in the events, in every REST response and in the database alike, at each step', async () => {
    const hub = await startHub();
    const [ana, ben, cleo] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben'), register(hub, 'Cleo')]);
    const benSocket = await ben.connect();
    const anaSocket = await ana.connect();
    const { conversation } = await anaSocket.send({ receiverId: ben.id, content: 'Hello' });
    await benSocket.next('user_joined');

    const onlineEverywhere = async () => ({
      profile: (await ana.client.call(usersRoutes.profile, {})).online,
      people: (await cleo.client.call(usersRoutes.listPeople, {})).find(({ id }) => id === ana.id)?.online,
      list: (await ben.client.call(conversationsRoutes.list, {}))[0]?.user.online,
      open: (await ben.client.call(conversationsRoutes.open, { params: conversation })).user.online,
      opened: (await ben.client.call(conversationsRoutes.open, { params: conversation })).messages[0]?.sender.online,
      messages: (await ben.client.call(messagesRoutes.list, { params: { conversationId: conversation.id } }))[0]?.sender
        .online,
      table: (await onlineInDatabase(hub)).includes(ana.id),
    });
    const all = (online: boolean) =>
      Object.fromEntries(
        ['profile', 'people', 'list', 'open', 'opened', 'messages', 'table'].map((key) => [key, online]),
      );
    expect(await onlineEverywhere()).toEqual(all(true));

    const before = Date.now();
    anaSocket.close();
    await benSocket.next('user_left');
    expect(await onlineEverywhere()).toEqual(all(false));
    await waitForOnlineUsers(hub, ben);
    const tab = await ben.connect();
    const [state] = tab.payloads('presence_state');
    expect(state).toEqual({ users: [{ id: ana.id, online: false, lastSeenAt: expect.any(String) }] });
    expect(Date.parse(state!.users[0]!.lastSeenAt!)).toBeGreaterThanOrEqual(before - 1000);

    await ana.connect();
    await benSocket.next('user_joined');
    expect(await onlineEverywhere()).toEqual(all(true));
  });

  it('for the grace period after the last connection, so that a reconnect publishes no change', async () => {
    const hub = await startHub({ PRESENCE_GRACE: '5' });
    const [ana, ben] = await Promise.all([register(hub), register(hub)]);
    const benSocket = await ben.connect();
    const first = await ana.connect();
    first.close();
    await waitUntil('the connection of Ana is closed', () => connectionCount(hub) === 1);
    const second = await ana.connect();
    expect(second.payloads('presence_state')).toEqual([
      { users: [{ id: ben.id, online: true, lastSeenAt: expect.any(String) }] },
    ]);
    const closed = performance.now();
    second.close();
    expect(await benSocket.next('user_left')).toEqual({ id: ana.id });
    expect(performance.now() - closed).toBeGreaterThan(4980);
    expect(presenceChanges(benSocket)).toEqual([`user_joined ${ana.id}`, `user_left ${ana.id}`]);
  });

  it('for the grace period even when they connect and disconnect while the database is slow', async () => {
    const hub = await startHub({ PRESENCE_GRACE: '60' });
    const [ana, ben, cleo, dan] = (await registerAll(hub, 4)) as [TestPerson, TestPerson, TestPerson, TestPerson];
    const benSocket = await ben.connect();
    const anaSocket = await ana.connect();
    await benSocket.next('user_joined');
    // This lock delays all changes of presence.
    const { rollback: release } = await hub.openTransaction('lock table node_users in access exclusive mode', []);
    const cleoSocket = cleo.connect();
    await waitUntil('Cleo waits', () => connectionCount(hub) === 3);
    const tab = ana.connect();
    await waitUntil('the tab is open', () => admittedSockets(hub).length === 4);
    closeConnectionsOf(hub, ana);
    anaSocket.close();
    await waitUntil('both connections of Ana are closed', () => connectionCount(hub) === 2);
    await release();
    await cleoSocket;
    await dan.connect();
    await benSocket.waitForCount('user_joined', 3);
    expect(presenceChanges(benSocket).toSorted()).toEqual(
      [ana, cleo, dan].map(({ id }) => `user_joined ${id}`).toSorted(),
    );
    expect(await onlineInDatabase(hub)).toContain(ana.id);
    void tab.catch(() => undefined);
  });
});

describe('a client receives', () => {
  it('the online users once and then every change, and so agrees with the database', async () => {
    const hub = await startHub();
    const people = await registerAll(hub, 24);
    const random = seededRandom(7);
    const watchers = await Promise.all(people.slice(0, 3).map((person) => person.connect()));
    // Every person connects and disconnects at random, with one or two tabs; some stay connected.
    const clients = await Promise.all(
      people.slice(3).map(async (person) => {
        let tabs: TestSocket[] = [];
        for (let step = 0; step < 6; step += 1) {
          if (tabs.length < 2 && random() < 0.6) tabs.push(await person.connect());
          else {
            const leaving = random() < 0.5 ? tabs.splice(0) : tabs.splice(0, 1);
            for (const tab of leaving) tab.close();
          }
        }
        return tabs;
      }),
    );
    const sockets = [...watchers, ...clients.flat()];
    await waitUntil('all closed connections are gone', () => connectionCount(hub) === sockets.length);

    const ownerOf = (socket: TestSocket) => admittedSockets(hub).find(({ id }) => id === socket.id)!.data.actor.id;
    const connected = [...new Set(sockets.map(ownerOf))].toSorted();
    await waitUntil(
      'the database lists the connected users as online',
      async () => (await onlineInDatabase(hub)).join() === connected.join(),
    );
    await waitUntil('every client agrees with the database', () =>
      sockets.every((socket) => {
        const others = connected.filter((id) => id !== ownerOf(socket));
        return [...replayPresence(socket)].toSorted().join() === others.join();
      }),
    );
    for (const socket of sockets) {
      expect(socket.payloads('presence_state')).toHaveLength(1);
      expect(presenceChanges(socket).join()).not.toContain(ownerOf(socket));
    }
  });

  it('every change, however many happen at the same time', async () => {
    const hub = await startHub();
    const [ana, ...people] = (await registerAll(hub, 101)) as [TestPerson, ...TestPerson[]];
    const anaSocket = await ana.connect();
    const lock = await hub.openTransaction('lock table node_users in access exclusive mode', []);
    const connecting = [people[0]!.connect({ reconnection: false })];
    await waitUntil('the first person waits', () => connectionCount(hub) === 2);
    connecting.push(...people.slice(1).map((person) => person.connect({ reconnection: false })));
    await waitUntil('all other people wait', () => admittedSockets(hub).length === 101);
    await lock.rollback();
    await Promise.all(connecting);
    await anaSocket.waitForCount('user_joined', 100);
    expect(new Set(presenceChanges(anaSocket)).size).toBe(100);
    closeConnectionsOf(hub, ...people);
    await anaSocket.waitForCount('user_left', 100);
    expect(await onlineInDatabase(hub)).toEqual([ana.id]);
  });

  it('only the presence of conversation partners while more users are online than PRESENCE_EVERYONE_UP_TO', async () => {
    const hub = await startHub({ PRESENCE_EVERYONE_UP_TO: '2' });
    const [ana, ben, cleo, dan, eve] = (await registerAll(hub, 5)) as [
      TestPerson,
      TestPerson,
      TestPerson,
      TestPerson,
      TestPerson,
    ];
    const anaSocket = await ana.connect();
    const benSocket = await ben.connect();
    expect(await anaSocket.next('user_joined')).toEqual({ id: ben.id });
    await waitForOnlineUsers(hub, ana, ben);
    await benSocket.send({ receiverId: cleo.id, content: 'Hello' });

    const cleoSocket = await cleo.connect();
    // In a run with several nodes, Ben's node may learn that Ana is online only after it has sent Ben the
    // `presence_state`: then Ben receives `user_joined` for Ana first.
    await waitUntil('Ben sees Cleo go online', () => presenceChanges(benSocket).at(-1) === `user_joined ${cleo.id}`);
    expect(cleoSocket.payloads('presence_state')[0]!.users.map(({ id, online }) => [id, online])).toEqual([
      [ben.id, true],
    ]);
    const danSocket = await dan.connect();
    expect(danSocket.payloads('presence_state')).toEqual([{ users: [] }]);
    cleoSocket.close();
    expect(await benSocket.next('user_left')).toEqual({ id: cleo.id });

    // Ana shares no conversation with Cleo or Dan until Dan sends her a message.
    const sent = await danSocket.send({ receiverId: ana.id, content: 'Hello Ana' });
    expect(await anaSocket.next('new_message')).toEqual(sent);
    expect(presenceChanges(anaSocket)).toEqual([`user_joined ${ben.id}`]);
    await eve.connect();
    danSocket.close();
    expect(await anaSocket.next('user_left')).toEqual({ id: dan.id });
    expect(presenceChanges(anaSocket)).toEqual([`user_joined ${ben.id}`, `user_left ${dan.id}`]);
  });
});

describe('no user stays online', () => {
  it('after a server shuts down', async () => {
    const hub = await startHub();
    const [ana, ben] = await Promise.all([register(hub), register(hub)]);
    await Promise.all([ana.connect({ reconnection: false }), ben.connect({ reconnection: false })]);
    expect(await onlineInDatabase(hub)).toHaveLength(2);
    await hub.stop();
    const next = await startHub({}, hub.database);
    expect(await onlineInDatabase(next)).toEqual([]);
  });

  it('after a server is killed, and users who reconnect are online again', async () => {
    const server = await startTestServer();
    const [ana, ben] = await Promise.all([register(server), register(server)]);
    await Promise.all([ana.connect({ reconnection: false }), ben.connect({ reconnection: false })]);
    await server.kill();
    // Makes the lease expire, as if half a minute had passed.
    await server.query('update nodes set lease_expires_at = clock_timestamp()');
    // In a run with several nodes, a new node waits for the time of a lease before it ends the leases of other nodes:
    // the database may have been unavailable to them.
    const next = await startHub({}, server.database, { lease: { seconds: 1, renewMs: 100 } });
    await waitUntil('no user is online', async () => (await onlineInDatabase(next)).length === 0);
    const benSocket = await ben.connect({}, next);
    expect(benSocket.payloads('presence_state')).toEqual([{ users: [] }]);
    await ana.connect({}, next);
    expect(await benSocket.next('user_joined')).toEqual({ id: ana.id });
    expect(await onlineInDatabase(next)).toEqual([ana.id, ben.id].toSorted());
  });

  it('after the database was unavailable while users connected and disconnected', async () => {
    const proxy = await DatabaseProxy.to(await createDatabase());
    proxies.push(proxy);
    const hub = await startHub({}, proxy.keys);
    const [ana, ben, cleo] = (await registerAll(hub, 3)) as [TestPerson, TestPerson, TestPerson];
    const anaSocket = await ana.connect();
    await waitForOnlineUsers(hub, ana);
    const benSocket = await ben.connect();
    await anaSocket.next('user_joined');

    proxy.interrupt();
    anaSocket.close();
    await waitUntil('the connection of Ana is closed', () => connectionCount(hub) === 1);
    const refused = cleo.client.connect({ forceNew: true });
    await expect(refused.ready()).rejects.toMatchObject({ code: 'database.unavailable', problem: { retryable: true } });
    refused.close();
    const message = { receiverId: cleo.id, content: 'Hello', clientMessageId: 'a' };
    await expect(benSocket.send(message)).rejects.toMatchObject({ code: 'database.unavailable' });

    proxy.restore();
    expect(await benSocket.next('user_left')).toEqual({ id: ana.id });
    expect(await onlineInDatabase(hub)).toEqual([ben.id]);
    expect(await benSocket.send(message)).toMatchObject({ seq: 1 });
    await cleo.connect();
    expect(await benSocket.next('user_joined')).toEqual({ id: cleo.id });
    expect(presenceChanges(benSocket)).toEqual([`user_left ${ana.id}`, `user_joined ${cleo.id}`]);
  });

  it('without a user_joined event when the database is lost before the event is published', async () => {
    const proxy = await DatabaseProxy.to(await createDatabase());
    proxies.push(proxy);
    const hub = await startHub({}, proxy.keys);
    const [ana, ben] = (await registerAll(hub, 2)) as [TestPerson, TestPerson];
    const benSocket = await ben.connect();
    // Allows Ana to be stored as online, and blocks the query for the recipients of the event.
    const { rollback: release } = await hub.openTransaction('lock table participants in access exclusive mode', []);
    const anaSocket = ana.connect();
    await waitUntil('Ana is stored as online', async () => (await onlineInDatabase(hub)).length === 2);
    proxy.interrupt();
    await release();
    proxy.restore();
    expect(await benSocket.next('user_joined')).toEqual({ id: ana.id });
    expect((await anaSocket).payloads('presence_state')).toHaveLength(1);
    expect(presenceChanges(benSocket)).toEqual([`user_joined ${ana.id}`]);
  });

  it('in the memory of the server after everybody has disconnected', async () => {
    const hub = await startHub({ PRESENCE_GRACE: '0.05' });
    const people = await registerAll(hub, 10);
    await Promise.all(people.flatMap((person) => [person.connect(), person.connect()]));
    const trackedCounts = () =>
      [...hub.providers(PresenceService), ...hub.providers(PresenceView)]
        .flatMap(Object.values)
        .flatMap((value: unknown) => (value instanceof Map || value instanceof Set ? [value.size] : []));
    // In a run with several nodes, each node learns of the users of the other nodes a little later.
    await waitUntil('the server tracks all users', () => Math.max(...trackedCounts()) === 10);
    closeSockets();
    await waitUntil('all are offline', async () => (await onlineInDatabase(hub)).length === 0);
    await waitUntil('the server tracks no user', () => trackedCounts().every((size) => size === 0));
  });
});
