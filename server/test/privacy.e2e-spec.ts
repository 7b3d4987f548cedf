import { conversationsRoutes } from '@smart-hub/contract/conversations';
import { insightsRoutes } from '@smart-hub/contract/insights';
import { messagesRoutes } from '@smart-hub/contract/messages';
import type { Route } from '@smart-hub/contract/route';
import { syncRoutes } from '@smart-hub/contract/sync';
import { Privacy, usersRoutes, type PrivacyChange } from '@smart-hub/contract/users';
import { Hub as Device } from '@smart-hub/sdk';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sendRequest, expectProblem, invalidFields } from './support/http.js';
import {
  closeHubs,
  closeSockets,
  PASSWORD,
  register,
  registerAll,
  startHub,
  waitUntil,
  type TestHub,
  type TestPerson,
} from './support/hub.js';
import {
  presenceChanges,
  onlineInDatabase,
  replayPresence,
  admittedSockets,
  waitForOnlineUsers,
} from './support/presence.js';
import type { TestSocket } from './support/test-socket.js';

afterEach(closeSockets);
afterAll(closeHubs);

const change = ({ client }: TestPerson, body: PrivacyChange) => client.call(usersRoutes.changePrivacy, { body });
const hide = (person: TestPerson) => change(person, { hidesPresence: true });
const show = (person: TestPerson) => change(person, { hidesPresence: false });
const offline = ({ id }: TestPerson) => ({ id, online: false, lastSeenAt: null });

/** Returns every nested object that reveals that a user is or was online, with the user's id if the object has one. */
function tracesIn(value: unknown): { id: unknown; online: unknown; lastSeenAt: unknown }[] {
  if (typeof value !== 'object' || value === null) return [];
  const { id, userId, online, lastSeenAt } = value as Record<string, unknown>;
  const isTrace = online === true || (lastSeenAt ?? null) !== null;
  return [
    ...(isTrace ? [{ id: id ?? userId, online, lastSeenAt }] : []),
    ...Object.values(value).flatMap((part) => tracesIn(part)),
  ];
}

/** Returns all routes of the contract, including future ones. */
async function allRoutes(): Promise<Route[]> {
  const folder = join(__dirname, '../../contract/src');
  const names = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'));
  const modules = await Promise.all(
    names.map((name) => import(join(folder, name)) as Promise<Record<string, Record<string, Route>>>),
  );
  return modules.flatMap((module) =>
    Object.entries(module).flatMap(([name, group]) => (name.endsWith('Routes') ? Object.values(group) : [])),
  );
}

describe('the privacy settings of a person', () => {
  let hub: TestHub;
  let ana: TestPerson;
  beforeAll(async () => {
    hub = await startHub();
    ana = await register(hub, 'Ana');
  });
  const patch = (json: unknown) => sendRequest(hub, 'PATCH /api/users/privacy', { token: ana.token, json });
  const read = async () => (await sendRequest(hub, 'GET /api/users/privacy', { token: ana.token })).body;

  it('hide nothing at first, and are changed field by field', async () => {
    expect(Privacy.strict().parse(await read())).toEqual({ hidesPresence: false, listed: true });

    expect((await patch({ hidesPresence: true })).body).toEqual({ hidesPresence: true, listed: true });
    expect((await patch({ listed: false })).body).toEqual({ hidesPresence: true, listed: false });
    expect((await patch({})).body).toEqual({ hidesPresence: true, listed: false });
    expect(await read()).toEqual({ hidesPresence: true, listed: false });
    expect((await patch({ hidesPresence: false, listed: true })).body).toEqual({ hidesPresence: false, listed: true });
  });

  it('refuse unknown fields and invalid values, and stay unchanged', async () => {
    expect(invalidFields(await patch({ listed: false, online: true }))).toEqual(['online']);
    expect(invalidFields(await patch({ listed: 'no' }))).toEqual(['listed']);
    expect(invalidFields(await patch({ hidesPresence: null }))).toEqual(['hidesPresence']);
    expectProblem(
      await sendRequest(hub, 'PATCH /api/users/privacy', { json: { listed: false } }),
      'auth.token_missing',
    );
    expectProblem(await sendRequest(hub, 'GET /api/users/privacy'), 'auth.token_missing');

    expect(await read()).toEqual({ hidesPresence: false, listed: true });
  });
});

describe('a user who hides their presence', () => {
  it('goes offline for other users and sees other users go offline at once, until the user stops hiding', async () => {
    const hub = await startHub();
    const [ana, ben, cleo] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben'), register(hub, 'Cleo')]);
    const laptop = await ana.connect();
    const phone = await ana.connect();
    const benSocket = await ben.connect();
    await benSocket.send({ receiverId: ana.id, content: 'Hello' });
    await waitForOnlineUsers(hub, ana, ben);
    const stateCount = (socket: TestSocket) => socket.payloads('presence_state').length;
    const before = [stateCount(laptop), stateCount(phone)];

    await hide(ana);

    expect(await benSocket.next('user_left')).toEqual({ id: ana.id });
    expect(await benSocket.next('presence_changed')).toEqual(offline(ana));
    for (const socket of [laptop, phone]) expect(await socket.next('user_left')).toEqual({ id: ben.id });
    await waitUntil(
      'both sockets of Ana have received the new state',
      () => stateCount(laptop) > before[0]! && stateCount(phone) > before[1]!,
    );
    for (const socket of [laptop, phone])
      expect(socket.payloads('presence_state').at(-1)).toEqual({ users: [offline(ben)] });
    // The sockets of Ana receive no event about Cleo, who connects now, but they receive the message sent afterwards.
    await cleo.connect();
    expect(await benSocket.next('user_joined')).toEqual({ id: cleo.id });
    await benSocket.send({ receiverId: ana.id, content: 'Are you there?' });
    for (const socket of [laptop, phone]) {
      await socket.waitForCount('new_message', 2);
      expect(replayPresence(socket)).toEqual(new Set());
      expect(presenceChanges(socket).join()).not.toContain(cleo.id);
    }

    await show(ana);

    await waitUntil('Ben sees Ana go online', () => presenceChanges(benSocket).at(-1) === `user_joined ${ana.id}`);
    for (const socket of [laptop, phone]) {
      await waitUntil('Ana sees Ben and Cleo', () => replayPresence(socket).size === 2);
      expect([...replayPresence(socket)].toSorted()).toEqual([ben.id, cleo.id].toSorted());
    }
  });

  it('connects and disconnects unseen by other users, on new connections and after a restart of the server', async () => {
    const hub = await startHub();
    const [ana, ben, cleo] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben'), register(hub, 'Cleo')]);
    const benSocket = await ben.connect();
    await hide(ana);
    const first = await ana.connect();
    await first.send({ receiverId: ben.id, content: 'Hello' });
    expect(first.payloads('presence_state')).toEqual([{ users: [] }]);
    first.close();
    await waitUntil('Ana is offline in the database', async () => !(await onlineInDatabase(hub)).includes(ana.id));
    const second = await ana.connect();
    expect(second.payloads('presence_state')).toEqual([{ users: [offline(ben)] }]);
    const tab = await ben.connect();
    expect(tab.payloads('presence_state')).toEqual([{ users: [offline(ana)] }]);
    await cleo.connect();
    for (const socket of [benSocket, tab])
      await waitUntil('Ben sees Cleo go online', () => presenceChanges(socket).length > 0);
    expect([presenceChanges(benSocket), presenceChanges(tab)]).toEqual([
      [`user_joined ${cleo.id}`],
      [`user_joined ${cleo.id}`],
    ]);
    expect(presenceChanges(second)).toEqual([]);

    closeSockets();
    await hub.stop();
    await hub.start();
    const anaSocket = await ana.connect();
    const later = await ben.connect();
    expect(later.payloads('presence_state')[0]!.users).toContainEqual(offline(ana));
    expect(tracesIn(anaSocket.receivedEvents())).toEqual([]);
    await later.send({ receiverId: ana.id, content: 'Hello' });
    await anaSocket.next('new_message');
    expect([presenceChanges(anaSocket), presenceChanges(later)]).toEqual([[], []]);
  });

  it('while offline is shown to conversation partners without lastSeenAt, and causes no event for other users', async () => {
    const hub = await startHub();
    const [ana, ben, cleo, dan] = (await registerAll(hub, 4)) as [TestPerson, TestPerson, TestPerson, TestPerson];
    await hide(dan);
    const [benSocket, cleoSocket, danSocket] = [await ben.connect(), await cleo.connect(), await dan.connect()];
    const anaSocket = await ana.connect();
    for (const { id } of [ben, dan]) await anaSocket.send({ receiverId: id, content: 'Hello' });
    anaSocket.close();
    await waitUntil('Ben sees Ana go offline', () => presenceChanges(benSocket).at(-1) === `user_left ${ana.id}`);
    const shown = { ...offline(ana), lastSeenAt: expect.any(String) };

    await hide(ana);
    expect(await benSocket.next('presence_changed')).toEqual(offline(ana));
    await show(ana);
    expect(await benSocket.next('presence_changed')).toEqual(shown);

    // Neither other settings nor connects and disconnects of Ana while she hides cause events.
    await change(ana, { listed: false });
    await hide(ana);
    expect(await benSocket.next('presence_changed')).toEqual(offline(ana));
    await ana.connect().then((socket) => socket.close());
    await waitUntil('Ana is offline in the database', async () => !(await onlineInDatabase(hub)).includes(ana.id));
    await show(ana);
    expect(await benSocket.next('presence_changed')).toEqual(shown);
    await benSocket.send({ receiverId: ana.id, content: 'Hello' });
    await benSocket.next('message_sent');
    expect(benSocket.payloads('presence_changed')).toHaveLength(4);
    for (const [socket, { id }] of [
      [cleoSocket, cleo],
      [danSocket, dan],
    ] as const) {
      await benSocket.send({ receiverId: id, content: 'Hello' });
      await waitUntil('the message of Ben is received', () =>
        socket.messages().some(({ sender }) => sender.id === ben.id),
      );
      expect(socket.payloads('presence_changed')).toEqual([]);
    }
    const again = await ben.connect();
    expect(again.payloads('presence_state')[0]!.users).toContainEqual(benSocket.payloads('presence_changed').at(-1));
  });

  it('is shown offline as the sender of every message, and is shown every other sender as offline', async () => {
    const hub = await startHub();
    const [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
    const [anaSocket, benSocket] = [await ana.connect(), await ben.connect()];
    await waitForOnlineUsers(hub, ana, ben);
    const exchange = async () => {
      const [fromAna, fromBen] = [
        await anaSocket.send({ receiverId: ben.id, content: 'Hello', clientMessageId: 'a' }),
        await benSocket.send({ receiverId: ana.id, content: 'Hello' }),
      ];
      return {
        acknowledged: [fromAna.sender.online, fromBen.sender.online],
        sent: [
          (await anaSocket.next('message_sent')).sender.online,
          (await benSocket.next('message_sent')).sender.online,
        ],
        arrived: [
          (await benSocket.next('new_message')).sender.online,
          (await anaSocket.next('new_message')).sender.online,
        ],
      };
    };
    const shown = await exchange();
    expect(shown).toEqual({ acknowledged: [true, true], sent: [true, true], arrived: [true, true] });

    await hide(ana);

    const again = await anaSocket.send({ receiverId: ben.id, content: 'Hello', clientMessageId: 'a' });
    expect(again).toMatchObject({ deduplicated: true, sender: { online: false } });
    const hidden = [
      await anaSocket.send({ receiverId: ben.id, content: 'Psst' }),
      await anaSocket.next('message_sent'),
      await benSocket.next('new_message'),
    ];
    for (const { sender } of hidden) expect(sender).toEqual({ id: ana.id, name: 'Ana', online: false });
    // What Ben receives about himself does not reveal that Ana hides.
    const reply = await benSocket.send({ receiverId: ana.id, content: 'Where are you?' });
    expect([reply, await benSocket.next('message_sent')].map(({ sender }) => sender.online)).toEqual([true, true]);
    expect(await anaSocket.next('new_message')).toEqual({ ...reply, sender: { ...reply.sender, online: false } });
  });

  it('is not shown online by any route or event, and is shown every other user as offline', async () => {
    const hub = await startHub();
    const [ana, ben, cleo] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben'), register(hub, 'Cleo')]);
    await hide(ana);
    const sockets = { ana: await ana.connect(), ben: await ben.connect(), cleo: await cleo.connect() };
    await sockets.cleo.send({ receiverId: ana.id, content: 'Hello Ana' });
    const { conversation } = await sockets.ana.send({ receiverId: ben.id, content: 'Shall we meet at noon?' });
    const { seq } = await sockets.ben.send({ receiverId: ana.id, content: 'Yes, we will meet at noon.' });
    const conversationId = conversation.id;
    const [anaHub, benHub] = [sockets.ana.hub, sockets.ben.hub];
    const acknowledgedToAna = [
      await anaHub.command('mark_read', { conversationId, seq }),
      await anaHub.command('mark_delivered', { conversationId, seq }),
      await anaHub.command('typing', { conversationId, active: true }),
      await anaHub.command('sync', { conversations: {} }),
      await anaHub.command('sync', { conversations: { [conversationId]: 2000 } }),
      await anaHub.command('ping', {}),
    ];
    const acknowledgedToBen = [
      await benHub.command('mark_read', { conversationId, seq }),
      await benHub.command('sync', { conversations: {} }),
      await benHub.command('sync', { conversations: { [conversationId]: 2000 } }),
    ];
    await sockets.ben.next('typing_changed');
    await waitUntil('all three are online in the database', async () => (await onlineInDatabase(hub)).length === 3);

    /** Returns every response of every route to `viewer`, with the request line. */
    const responsesTo = async (viewer: TestPerson, other: TestPerson) => {
      const inputs = new Map<Route, object>([
        [syncRoutes.sync, { json: { conversations: {} } }],
        [usersRoutes.changePrivacy, { json: {} }],
      ]);
      const responses: (readonly [line: string, body: unknown])[] = [];
      // Logging out would disconnect the sockets, and has no response body.
      for (const route of (await allRoutes()).filter(({ path }) => path !== '/auth/logout')) {
        const id = route === usersRoutes.person ? other.id : conversationId;
        const line = `${route.method} /api${route.path.replace(/:\w+/, id)}`;
        const lines = [line, ...(QUERIES.get(route) ?? []).map((query) => `${line}?${query(other)}`)];
        for (const each of lines) {
          const { token } = viewer;
          const login = { json: { email: viewer.email, password: PASSWORD } };
          const input = route.path === '/auth/login' ? login : (inputs.get(route) ?? {});
          const { status, body } = await sendRequest(hub, each, { token, ...(route.body && { json: {} }), ...input });
          if (MUST_SUCCEED.has(route)) expect([each, status]).toEqual([each, route.status]);
          responses.push([each, body]);
        }
      }
      return responses;
    };
    const QUERIES = new Map<Route, ((other: TestPerson) => string)[]>([
      [
        usersRoutes.listPeople,
        [
          () => 'everyone=true',
          ({ name }) => `everyone=true&q=${name}`,
          ({ email }) => `everyone=true&q=${encodeURIComponent(email)}`,
        ],
      ],
      [messagesRoutes.list, [() => 'before=2', () => 'after=0', () => 'around=1']],
    ]);
    const MUST_SUCCEED = new Set<Route>([
      ...Object.values(usersRoutes),
      ...Object.values(conversationsRoutes),
      ...Object.values(messagesRoutes),
      ...Object.values(insightsRoutes),
      ...Object.values(syncRoutes),
    ]);

    const toBen = await responsesTo(ben, ana);
    const toAna = await responsesTo(ana, ben);
    expect(toBen.filter(([, body]) => JSON.stringify(body).includes(ana.id)).length).toBeGreaterThanOrEqual(10);
    expect(tracesIn(toBen).filter(({ id }) => id === ana.id)).toEqual([]);
    // `tracesIn` searches every value: it finds Ben, who does not hide.
    expect(tracesIn(toBen)).toContainEqual({ id: ben.id, online: true, lastSeenAt: undefined });
    expect(tracesIn(toAna)).toEqual([]);
    expect(tracesIn([acknowledgedToAna, sockets.ana.receivedEvents()])).toEqual([]);
    expect(tracesIn([acknowledgedToBen, sockets.ben.receivedEvents()]).filter(({ id }) => id === ana.id)).toEqual([]);
    await sockets.ben.next('insight_created');
    const events = [...sockets.ana.receivedEvents(), ...sockets.ben.receivedEvents(), ...sockets.cleo.receivedEvents()];
    expect(events.filter(({ name }) => name === 'user_joined').map(({ payload }) => payload)).not.toContainEqual({
      id: ana.id,
    });
    expect(presenceChanges(sockets.ana)).toEqual([]);
  });

  it('is shown by the SDK like a user who was never online', async () => {
    const hub = await startHub();
    const [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
    const anaSocket = await ana.connect();
    await anaSocket.send({ receiverId: ben.id, content: 'Hello' });
    const device = await Device.connect(ben.client, { userId: ben.id });
    const user = () => device.conversations[0]?.user;
    await waitUntil('the device shows Ana online', () => user()?.online ?? false);

    await hide(ana);

    await waitUntil('the device shows Ana as never online', () => !user()?.online && user()?.lastSeenAt === null);
    await show(ana);
    await waitUntil('the device shows Ana online again', () => user()?.online ?? false);
    device.close();
  });

  it('is not shown online when one of their connections opens while they start to hide', async () => {
    const hub = await startHub();
    const [ana, ben, cleo] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben'), register(hub, 'Cleo')]);
    const benSocket = await ben.connect();
    for (let round = 0; round < 20; round += 1) {
      const connecting = [ana.connect(), hide(ana), ana.connect()] as const;
      const [first, , second] = await Promise.all(connecting);
      const eventCount = benSocket.receivedEvents().length;
      const third = await ana.connect();
      expect(tracesIn(third.receivedEvents())).toEqual([]);
      await benSocket.send({ receiverId: ana.id, content: 'Hello' });
      await Promise.all([first, second, third].map((socket) => socket.next('new_message')));
      await waitUntil('no connection of Ana sees anybody', () =>
        [first, second, third].every((one) => replayPresence(one).size === 0),
      );
      await waitUntil('Ben sees nobody', () => replayPresence(benSocket).size === 0);
      expect(presenceChanges(benSocket, eventCount)).not.toContain(`user_joined ${ana.id}`);
      for (const socket of [first, second, third]) socket.close();
      await waitUntil('the connections of Ana are closed', () => admittedSockets(hub).length === 1);
      await show(ana);
    }
    await cleo.connect();
    await benSocket.next('user_joined');
  });

  it('receives no presence on a connection that opens while another user goes online', async () => {
    const hub = await startHub();
    const [ana, ben, cleo] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben'), register(hub, 'Cleo')]);
    const benSocket = await ben.connect();
    await hide(ana);
    // The lock is held after Cleo is stored as online and before the event is published: Ana connects meanwhile.
    const { rollback: release } = await hub.openTransaction('lock table participants in access exclusive mode', []);
    const cleoConnecting = cleo.connect();
    await waitUntil('Cleo is stored as online', async () => (await onlineInDatabase(hub)).includes(cleo.id));
    const connecting = ana.connect();
    await waitUntil('all are connected', () => admittedSockets(hub).length === 3);
    await release();
    await cleoConnecting;
    const anaSocket = await connecting;
    expect(await benSocket.next('user_joined')).toEqual({ id: cleo.id });
    await benSocket.send({ receiverId: ana.id, content: 'Hello' });
    await anaSocket.next('new_message');
    expect([presenceChanges(anaSocket), tracesIn(anaSocket.receivedEvents())]).toEqual([[], []]);
  });

  it('causes events only for users who were shown this user online, while more users are online than PRESENCE_EVERYONE_UP_TO', async () => {
    const hub = await startHub({ PRESENCE_EVERYONE_UP_TO: '1' });
    const [ana, ben, cleo, dan] = (await registerAll(hub, 4)) as [TestPerson, TestPerson, TestPerson, TestPerson];
    const [anaSocket, benSocket, cleoSocket] = [await ana.connect(), await ben.connect(), await cleo.connect()];
    await benSocket.send({ receiverId: ana.id, content: 'Hello' });
    await anaSocket.next('new_message');
    await waitForOnlineUsers(hub, ana, ben, cleo);
    const eventCount = cleoSocket.receivedEvents().length;

    await hide(ana);

    await waitUntil('Ben sees Ana go offline', () => presenceChanges(benSocket).at(-1) === `user_left ${ana.id}`);
    await waitUntil('Ana sees Ben go offline', () => presenceChanges(anaSocket).at(-1) === `user_left ${ben.id}`);
    await show(ana);
    await waitUntil('Ben sees Ana go online', () => presenceChanges(benSocket).at(-1) === `user_joined ${ana.id}`);
    await waitUntil('Ana sees Ben go online', () => presenceChanges(anaSocket).at(-1) === `user_joined ${ben.id}`);
    // Dan shares no conversation with any user: he sees no user online, so no user goes offline for him.
    const danSocket = await dan.connect();
    await hide(dan);
    await waitUntil('Dan receives a new state', () => danSocket.payloads('presence_state').length > 1);
    await show(dan);
    await waitUntil('Dan receives another new state', () => danSocket.payloads('presence_state').length > 2);
    expect([presenceChanges(danSocket), tracesIn(danSocket.receivedEvents())]).toEqual([[], []]);
    await danSocket.send({ receiverId: cleo.id, content: 'Hello' });
    await cleoSocket.next('new_message');
    expect(presenceChanges(cleoSocket, eventCount)).toEqual([]);
  });
});

describe('a user who is not listed', () => {
  it('is found only by their whole e-mail address and by their id', async () => {
    const hub = await startHub();
    const [ana, ben, cleo] = [
      await register(hub, 'Ana Hidden'),
      await register(hub, 'Ben'),
      await register(hub, 'Cleo'),
    ];
    const find = async ({ client }: TestPerson, q?: string, everyone = false) =>
      (await client.call(usersRoutes.listPeople, { query: { ...(q !== undefined && { q }), everyone } })).map(
        ({ id }) => id,
      );
    expect(await find(ben, 'ana')).toEqual([ana.id]);

    await change(ana, { listed: false });

    for (const everyone of [false, true]) {
      for (const q of [undefined, '', 'a', 'ana', 'Ana Hidden', ana.email.slice(0, -1), ana.email.split('@')[0]!])
        expect([q, await find(ben, q, everyone)]).not.toEqual([q, expect.arrayContaining([ana.id])]);
      expect(await find(ben, ana.email.toUpperCase(), everyone)).toEqual([ana.id]);
    }
    expect(await ben.client.call(usersRoutes.person, { params: { id: ana.id } })).toMatchObject({ name: 'Ana Hidden' });
    // Ana still finds other users, and her conversation partners still have her in their lists.
    expect(await find(ana, 'cle')).toEqual([cleo.id]);
    const benSocket = await ben.connect();
    await benSocket.send({ receiverId: ana.id, content: 'Hello' });
    expect((await ben.client.call(conversationsRoutes.list, {})).map(({ user }) => user.id)).toEqual([ana.id]);
    expect(await find(ben, 'ana', true)).toEqual([]);
    expect(await find(ben, ana.email, true)).toEqual([ana.id]);

    await change(ana, { listed: true });
    expect(await find(cleo, 'ana')).toEqual([ana.id]);
  });
});
