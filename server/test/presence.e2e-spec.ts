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
  it('while one of their tabs is open; the others are told once, they themselves never', async () => {
    const hub = await startHub();
    const [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
    const his = await ben.connect();
    await waitForOnlineUsers(hub, ben);
    const laptop = await ana.connect();
    expect(await his.next('user_joined')).toEqual({ id: ana.id });
    const phone = await ana.connect({ transports: ['polling'] });

    laptop.close();
    await waitUntil('the laptop is gone', () => connectionCount(hub) === 2);
    const sent = await phone.send({ receiverId: ben.id, content: 'still here' });
    expect(sent.sender.online).toBe(true);
    expect(await his.next('new_message')).toEqual(sent);
    expect(presenceChanges(his)).toEqual([`user_joined ${ana.id}`]);

    phone.close();
    expect(await his.next('user_left')).toEqual({ id: ana.id });
    expect(presenceChanges(his)).toEqual([`user_joined ${ana.id}`, `user_left ${ana.id}`]);
    expect([...presenceChanges(laptop), ...presenceChanges(phone)]).toEqual([]);
  });

  it.each([['websocket'], ['polling']])('until a connection over %s ends without a word, too', async (transport) => {
    const hub = await startHub();
    const [ana, ben] = await Promise.all([register(hub), register(hub)]);
    const his = await ben.connect();
    const hers = await ana.connect({ transports: [transport], reconnection: false });
    // On several nodes, one that looks only after she has left tells its clients nothing.
    await waitForOnlineUsers(hub, ana, ben);
    closeConnectionsOf(hub, ana);
    expect(await his.next('user_left')).toEqual({ id: ana.id });
    expect(await onlineInDatabase(hub)).toEqual([ben.id]);
    await hers.waitForDisconnect();
  });

  it('in the events, in every REST answer and in the database alike, at each step', async () => {
    const hub = await startHub();
    const [ana, ben, cleo] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben'), register(hub, 'Cleo')]);
    const his = await ben.connect();
    const hers = await ana.connect();
    const { conversation } = await hers.send({ receiverId: ben.id, content: 'Hello' });
    await his.next('user_joined');

    const look = async () => ({
      profile: (await ana.client.call(usersRoutes.profile, {})).online,
      people: (await cleo.client.call(usersRoutes.listPeople, {})).find(({ id }) => id === ana.id)?.online,
      list: (await ben.client.call(conversationsRoutes.list, {}))[0]?.user.online,
      open: (await ben.client.call(conversationsRoutes.open, { params: conversation })).user.online,
      opened: (await ben.client.call(conversationsRoutes.open, { params: conversation })).messages[0]?.sender.online,
      messages: (await ben.client.call(messagesRoutes.list, { params: { conversationId: conversation.id } }))[0]?.sender
        .online,
      table: (await onlineInDatabase(hub)).includes(ana.id),
    });
    const everywhere = (online: boolean) =>
      Object.fromEntries(
        ['profile', 'people', 'list', 'open', 'opened', 'messages', 'table'].map((key) => [key, online]),
      );
    expect(await look()).toEqual(everywhere(true));

    const before = Date.now();
    hers.close();
    await his.next('user_left');
    expect(await look()).toEqual(everywhere(false));
    await waitForOnlineUsers(hub, ben);
    const tab = await ben.connect();
    const [state] = tab.payloads('presence_state');
    expect(state).toEqual({ users: [{ id: ana.id, online: false, lastSeenAt: expect.any(String) }] });
    expect(Date.parse(state!.users[0]!.lastSeenAt!)).toBeGreaterThanOrEqual(before - 1000);

    await ana.connect();
    await his.next('user_joined');
    expect(await look()).toEqual(everywhere(true));
  });

  it('for the grace after the last connection, so that a reconnect does not flap', async () => {
    const hub = await startHub({ PRESENCE_GRACE: '5' });
    const [ana, ben] = await Promise.all([register(hub), register(hub)]);
    const his = await ben.connect();
    const first = await ana.connect();
    first.close();
    await waitUntil('she is gone', () => connectionCount(hub) === 1);
    const second = await ana.connect();
    expect(second.payloads('presence_state')).toEqual([
      { users: [{ id: ben.id, online: true, lastSeenAt: expect.any(String) }] },
    ]);
    const closed = performance.now();
    second.close();
    expect(await his.next('user_left')).toEqual({ id: ana.id });
    expect(performance.now() - closed).toBeGreaterThan(4980);
    expect(presenceChanges(his)).toEqual([`user_joined ${ana.id}`, `user_left ${ana.id}`]);
  });

  it('for the grace also when they come and go while the database is slow', async () => {
    const hub = await startHub({ PRESENCE_GRACE: '60' });
    const [ana, ben, cleo, dan] = (await registerAll(hub, 4)) as [TestPerson, TestPerson, TestPerson, TestPerson];
    const his = await ben.connect();
    const hers = await ana.connect();
    await his.next('user_joined');
    // All changes of presence wait for this lock.
    const { rollback: release } = await hub.openTransaction('lock table node_users in access exclusive mode', []);
    const third = cleo.connect();
    await waitUntil('she waits', () => connectionCount(hub) === 3);
    const tab = ana.connect();
    await waitUntil('the tab is open', () => admittedSockets(hub).length === 4);
    closeConnectionsOf(hub, ana);
    hers.close();
    await waitUntil('both are gone', () => connectionCount(hub) === 2);
    await release();
    await third;
    await dan.connect();
    await his.waitForCount('user_joined', 3);
    expect(presenceChanges(his).toSorted()).toEqual([ana, cleo, dan].map(({ id }) => `user_joined ${id}`).toSorted());
    expect(await onlineInDatabase(hub)).toContain(ana.id);
    void tab.catch(() => undefined);
  });
});

describe('a client is told', () => {
  it('who is there once, and from then on every change, so that its view is the table’s', async () => {
    const hub = await startHub();
    const people = await registerAll(hub, 24);
    const random = seededRandom(7);
    const watchers = await Promise.all(people.slice(0, 3).map((person) => person.connect()));
    // Everybody comes and goes as they like, with one or two tabs; some stay.
    const live = await Promise.all(
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
    const sockets = [...watchers, ...live.flat()];
    await waitUntil('all who left are gone', () => connectionCount(hub) === sockets.length);

    const ownerOf = (socket: TestSocket) => admittedSockets(hub).find(({ id }) => id === socket.id)!.data.actor.id;
    const connected = [...new Set(sockets.map(ownerOf))].toSorted();
    await waitUntil('the table says who is connected', async () => (await onlineInDatabase(hub)).join() === connected.join());
    await waitUntil('every view is the table', () =>
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

  it('of every change, however many there are at once', async () => {
    const hub = await startHub();
    const [ana, ...people] = (await registerAll(hub, 101)) as [TestPerson, ...TestPerson[]];
    const hers = await ana.connect();
    const lock = await hub.openTransaction('lock table node_users in access exclusive mode', []);
    const coming = [people[0]!.connect({ reconnection: false })];
    await waitUntil('the first one waits', () => connectionCount(hub) === 2);
    coming.push(...people.slice(1).map((person) => person.connect({ reconnection: false })));
    await waitUntil('all the others do', () => admittedSockets(hub).length === 101);
    await lock.rollback();
    await Promise.all(coming);
    await hers.waitForCount('user_joined', 100);
    expect(new Set(presenceChanges(hers)).size).toBe(100);
    closeConnectionsOf(hub, ...people);
    await hers.waitForCount('user_left', 100);
    expect(await onlineInDatabase(hub)).toEqual([ana.id]);
  });

  it('while many are there, of those alone with whom a conversation is shared', async () => {
    const hub = await startHub({ PRESENCE_EVERYONE_UP_TO: '2' });
    const [ana, ben, cleo, dan, eve] = (await registerAll(hub, 5)) as [
      TestPerson,
      TestPerson,
      TestPerson,
      TestPerson,
      TestPerson,
    ];
    const first = await ana.connect();
    const second = await ben.connect();
    expect(await first.next('user_joined')).toEqual({ id: ben.id });
    await waitForOnlineUsers(hub, ana, ben);
    await second.send({ receiverId: cleo.id, content: 'Hello' });

    const third = await cleo.connect();
    // On several nodes his own may have heard of Ana after he was told the state: then it tells him of her first.
    await waitUntil('he is told of Cleo', () => presenceChanges(second).at(-1) === `user_joined ${cleo.id}`);
    expect(third.payloads('presence_state')[0]!.users.map(({ id, online }) => [id, online])).toEqual([[ben.id, true]]);
    const fourth = await dan.connect();
    expect(fourth.payloads('presence_state')).toEqual([{ users: [] }]);
    third.close();
    expect(await second.next('user_left')).toEqual({ id: cleo.id });

    // Ana shares nothing with Cleo and Dan, until Dan writes to her.
    const sent = await fourth.send({ receiverId: ana.id, content: 'Hello Ana' });
    expect(await first.next('new_message')).toEqual(sent);
    expect(presenceChanges(first)).toEqual([`user_joined ${ben.id}`]);
    await eve.connect();
    fourth.close();
    expect(await first.next('user_left')).toEqual({ id: dan.id });
    expect(presenceChanges(first)).toEqual([`user_joined ${ben.id}`, `user_left ${dan.id}`]);
  });
});

describe('nobody is left online', () => {
  it('by a server that stops', async () => {
    const hub = await startHub();
    const [ana, ben] = await Promise.all([register(hub), register(hub)]);
    await Promise.all([ana.connect({ reconnection: false }), ben.connect({ reconnection: false })]);
    expect(await onlineInDatabase(hub)).toHaveLength(2);
    await hub.stop();
    const next = await startHub({}, hub.database);
    expect(await onlineInDatabase(next)).toEqual([]);
  });

  it('by one that is killed; who comes back is online again', async () => {
    const server = await startTestServer();
    const [ana, ben] = await Promise.all([register(server), register(server)]);
    await Promise.all([ana.connect({ reconnection: false }), ben.connect({ reconnection: false })]);
    await server.kill();
    // Half a minute goes by.
    await server.query('update nodes set lease_expires_at = clock_timestamp()');
    // Where there may be other nodes, the new ones give them the time of a lease: the database may have been away.
    const next = await startHub({}, server.database, { lease: { seconds: 1, renewMs: 100 } });
    await waitUntil('nobody is online', async () => (await onlineInDatabase(next)).length === 0);
    const his = await ben.connect({}, next);
    expect(his.payloads('presence_state')).toEqual([{ users: [] }]);
    await ana.connect({}, next);
    expect(await his.next('user_joined')).toEqual({ id: ana.id });
    expect(await onlineInDatabase(next)).toEqual([ana.id, ben.id].toSorted());
  });

  it('by a database that was away while people came and went', async () => {
    const proxy = await DatabaseProxy.to(await createDatabase());
    proxies.push(proxy);
    const hub = await startHub({}, proxy.keys);
    const [ana, ben, cleo] = (await registerAll(hub, 3)) as [TestPerson, TestPerson, TestPerson];
    const hers = await ana.connect();
    await waitForOnlineUsers(hub, ana);
    const his = await ben.connect();
    await hers.next('user_joined');

    proxy.interrupt();
    hers.close();
    await waitUntil('she is gone', () => connectionCount(hub) === 1);
    const refused = cleo.client.connect({ forceNew: true });
    await expect(refused.ready()).rejects.toMatchObject({ code: 'database.unavailable', problem: { retryable: true } });
    refused.close();
    const message = { receiverId: cleo.id, content: 'Hello', clientMessageId: 'a' };
    await expect(his.send(message)).rejects.toMatchObject({ code: 'database.unavailable' });

    proxy.restore();
    expect(await his.next('user_left')).toEqual({ id: ana.id });
    expect(await onlineInDatabase(hub)).toEqual([ben.id]);
    expect(await his.send(message)).toMatchObject({ seq: 1 });
    await cleo.connect();
    expect(await his.next('user_joined')).toEqual({ id: cleo.id });
    expect(presenceChanges(his)).toEqual([`user_left ${ana.id}`, `user_joined ${cleo.id}`]);
  });

  it('nor untold of, by a database that went away in the middle', async () => {
    const proxy = await DatabaseProxy.to(await createDatabase());
    proxies.push(proxy);
    const hub = await startHub({}, proxy.keys);
    const [ana, ben] = (await registerAll(hub, 2)) as [TestPerson, TestPerson];
    const his = await ben.connect();
    // Lets Ana be written, and nothing be read for those who are to be told.
    const { rollback: release } = await hub.openTransaction('lock table participants in access exclusive mode', []);
    const hers = ana.connect();
    await waitUntil('she is written', async () => (await onlineInDatabase(hub)).length === 2);
    proxy.interrupt();
    await release();
    proxy.restore();
    expect(await his.next('user_joined')).toEqual({ id: ana.id });
    expect((await hers).payloads('presence_state')).toHaveLength(1);
    expect(presenceChanges(his)).toEqual([`user_joined ${ana.id}`]);
  });

  it('nor in the memory of the server', async () => {
    const hub = await startHub({ PRESENCE_GRACE: '0.05' });
    const people = await registerAll(hub, 10);
    await Promise.all(people.flatMap((person) => [person.connect(), person.connect()]));
    const remembered = () =>
      [...hub.providers(PresenceService), ...hub.providers(PresenceView)]
        .flatMap(Object.values)
        .flatMap((value: unknown) => (value instanceof Map || value instanceof Set ? [value.size] : []));
    // On several nodes each hears of the others' users a little later.
    await waitUntil('all are remembered', () => Math.max(...remembered()) === 10);
    closeSockets();
    await waitUntil('all are offline', async () => (await onlineInDatabase(hub)).length === 0);
    await waitUntil('all are forgotten', () => remembered().every((size) => size === 0));
  });
});
