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
import { presenceChanges, onlineInDatabase, replayPresence, admittedSockets, waitForOnlineUsers } from './support/presence.js';
import type { TestSocket } from './support/test-socket.js';

afterEach(closeSockets);
afterAll(closeHubs);

const change = ({ client }: TestPerson, body: PrivacyChange) => client.call(usersRoutes.changePrivacy, { body });
const hide = (person: TestPerson) => change(person, { hidesPresence: true });
const show = (person: TestPerson) => change(person, { hidesPresence: false });
const offline = ({ id }: TestPerson) => ({ id, online: false, lastSeenAt: null });

/** What says, anywhere in a value, that somebody is online, or was at some time: with their id where it has one. */
function tracesIn(value: unknown): { id: unknown; online: unknown; lastSeenAt: unknown }[] {
  if (typeof value !== 'object' || value === null) return [];
  const { id, userId, online, lastSeenAt } = value as Record<string, unknown>;
  const isTrace = online === true || (lastSeenAt ?? null) !== null;
  return [
    ...(isTrace ? [{ id: id ?? userId, online, lastSeenAt }] : []),
    ...Object.values(value).flatMap((part) => tracesIn(part)),
  ];
}

/** All routes of the contract, whichever there will be. */
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

describe('a person’s privacy', () => {
  let hub: TestHub;
  let ana: TestPerson;
  beforeAll(async () => {
    hub = await startHub();
    ana = await register(hub, 'Ana');
  });
  const patch = (json: unknown) => sendRequest(hub, 'PATCH /api/users/privacy', { token: ana.token, json });
  const read = async () => (await sendRequest(hub, 'GET /api/users/privacy', { token: ana.token })).body;

  it('hides nothing at first, and is changed field by field', async () => {
    expect(Privacy.strict().parse(await read())).toEqual({ hidesPresence: false, listed: true });

    expect((await patch({ hidesPresence: true })).body).toEqual({ hidesPresence: true, listed: true });
    expect((await patch({ listed: false })).body).toEqual({ hidesPresence: true, listed: false });
    expect((await patch({})).body).toEqual({ hidesPresence: true, listed: false });
    expect(await read()).toEqual({ hidesPresence: true, listed: false });
    expect((await patch({ hidesPresence: false, listed: true })).body).toEqual({ hidesPresence: false, listed: true });
  });

  it('is refused what it does not know, and stays as it was', async () => {
    expect(invalidFields(await patch({ listed: false, online: true }))).toEqual(['online']);
    expect(invalidFields(await patch({ listed: 'no' }))).toEqual(['listed']);
    expect(invalidFields(await patch({ hidesPresence: null }))).toEqual(['hidesPresence']);
    expectProblem(await sendRequest(hub, 'PATCH /api/users/privacy', { json: { listed: false } }), 'auth.token_missing');
    expectProblem(await sendRequest(hub, 'GET /api/users/privacy'), 'auth.token_missing');

    expect(await read()).toEqual({ hidesPresence: false, listed: true });
  });
});

describe('who hides their presence', () => {
  it('leaves for the others at once, as they do for them, and comes back', async () => {
    const hub = await startHub();
    const [ana, ben, cleo] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben'), register(hub, 'Cleo')]);
    const laptop = await ana.connect();
    const phone = await ana.connect();
    const his = await ben.connect();
    await his.send({ receiverId: ana.id, content: 'Hello' });
    await waitForOnlineUsers(hub, ana, ben);
    const states = (socket: TestSocket) => socket.payloads('presence_state').length;
    const before = [states(laptop), states(phone)];

    await hide(ana);

    expect(await his.next('user_left')).toEqual({ id: ana.id });
    expect(await his.next('presence_changed')).toEqual(offline(ana));
    for (const socket of [laptop, phone]) expect(await socket.next('user_left')).toEqual({ id: ben.id });
    await waitUntil('hers know whom they are shown', () => states(laptop) > before[0]! && states(phone) > before[1]!);
    for (const socket of [laptop, phone])
      expect(socket.payloads('presence_state').at(-1)).toEqual({ users: [offline(ben)] });
    // Who comes now is no news to hers: the message that she is sent then is.
    await cleo.connect();
    expect(await his.next('user_joined')).toEqual({ id: cleo.id });
    await his.send({ receiverId: ana.id, content: 'Are you there?' });
    for (const socket of [laptop, phone]) {
      await socket.waitForCount('new_message', 2);
      expect(replayPresence(socket)).toEqual(new Set());
      expect(presenceChanges(socket).join()).not.toContain(cleo.id);
    }

    await show(ana);

    await waitUntil('he is told', () => presenceChanges(his).at(-1) === `user_joined ${ana.id}`);
    for (const socket of [laptop, phone]) {
      await waitUntil('she is told of both', () => replayPresence(socket).size === 2);
      expect([...replayPresence(socket)].toSorted()).toEqual([ben.id, cleo.id].toSorted());
    }
  });

  it('comes and goes unseen, on new connections and after a restart', async () => {
    const hub = await startHub();
    const [ana, ben, cleo] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben'), register(hub, 'Cleo')]);
    const his = await ben.connect();
    await hide(ana);
    const first = await ana.connect();
    await first.send({ receiverId: ben.id, content: 'Hello' });
    expect(first.payloads('presence_state')).toEqual([{ users: [] }]);
    first.close();
    await waitUntil('she is gone', async () => !(await onlineInDatabase(hub)).includes(ana.id));
    const second = await ana.connect();
    expect(second.payloads('presence_state')).toEqual([{ users: [offline(ben)] }]);
    const tab = await ben.connect();
    expect(tab.payloads('presence_state')).toEqual([{ users: [offline(ana)] }]);
    await cleo.connect();
    for (const socket of [his, tab]) await waitUntil('he is told of Cleo', () => presenceChanges(socket).length > 0);
    expect([presenceChanges(his), presenceChanges(tab)]).toEqual([[`user_joined ${cleo.id}`], [`user_joined ${cleo.id}`]]);
    expect(presenceChanges(second)).toEqual([]);

    closeSockets();
    await hub.stop();
    await hub.start();
    const hers = await ana.connect();
    const later = await ben.connect();
    expect(later.payloads('presence_state')[0]!.users).toContainEqual(offline(ana));
    expect(tracesIn(hers.receivedEvents())).toEqual([]);
    await later.send({ receiverId: ana.id, content: 'Hello' });
    await hers.next('new_message');
    expect([presenceChanges(hers), presenceChanges(later)]).toEqual([[], []]);
  });

  it('while they are offline is no longer shown as seen to those they talk with, and nothing of that to anybody else', async () => {
    const hub = await startHub();
    const [ana, ben, cleo, dan] = (await registerAll(hub, 4)) as [TestPerson, TestPerson, TestPerson, TestPerson];
    await hide(dan);
    const [his, strangers, hidden] = [await ben.connect(), await cleo.connect(), await dan.connect()];
    const hers = await ana.connect();
    for (const { id } of [ben, dan]) await hers.send({ receiverId: id, content: 'Hello' });
    hers.close();
    await waitUntil('he is told that she left', () => presenceChanges(his).at(-1) === `user_left ${ana.id}`);
    const shown = { ...offline(ana), lastSeenAt: expect.any(String) };

    await hide(ana);
    expect(await his.next('presence_changed')).toEqual(offline(ana));
    await show(ana);
    expect(await his.next('presence_changed')).toEqual(shown);

    // Neither other settings nor her coming and going unseen are events.
    await change(ana, { listed: false });
    await hide(ana);
    expect(await his.next('presence_changed')).toEqual(offline(ana));
    await ana.connect().then((socket) => socket.close());
    await waitUntil('she is gone', async () => !(await onlineInDatabase(hub)).includes(ana.id));
    await show(ana);
    expect(await his.next('presence_changed')).toEqual(shown);
    await his.send({ receiverId: ana.id, content: 'Hello' });
    await his.next('message_sent');
    expect(his.payloads('presence_changed')).toHaveLength(4);
    for (const [socket, { id }] of [
      [strangers, cleo],
      [hidden, dan],
    ] as const) {
      await his.send({ receiverId: id, content: 'Hello' });
      await waitUntil('he is written to', () => socket.messages().some(({ sender }) => sender.id === ben.id));
      expect(socket.payloads('presence_changed')).toEqual([]);
    }
    const again = await ben.connect();
    expect(again.payloads('presence_state')[0]!.users).toContainEqual(his.payloads('presence_changed').at(-1));
  });

  it('is offline in every message, and so is everybody to them', async () => {
    const hub = await startHub();
    const [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
    const [hers, his] = [await ana.connect(), await ben.connect()];
    await waitForOnlineUsers(hub, ana, ben);
    const exchange = async () => {
      const [fromAna, fromBen] = [
        await hers.send({ receiverId: ben.id, content: 'Hello', clientMessageId: 'a' }),
        await his.send({ receiverId: ana.id, content: 'Hello' }),
      ];
      return {
        answered: [fromAna.sender.online, fromBen.sender.online],
        sent: [(await hers.next('message_sent')).sender.online, (await his.next('message_sent')).sender.online],
        arrived: [(await his.next('new_message')).sender.online, (await hers.next('new_message')).sender.online],
      };
    };
    const shown = await exchange();
    expect(shown).toEqual({ answered: [true, true], sent: [true, true], arrived: [true, true] });

    await hide(ana);

    const again = await hers.send({ receiverId: ben.id, content: 'Hello', clientMessageId: 'a' });
    expect(again).toMatchObject({ deduplicated: true, sender: { online: false } });
    const hidden = [
      await hers.send({ receiverId: ben.id, content: 'Psst' }),
      await hers.next('message_sent'),
      await his.next('new_message'),
    ];
    for (const { sender } of hidden) expect(sender).toEqual({ id: ana.id, name: 'Ana', online: false });
    // What he is told of himself does not tell him that she hides.
    const answer = await his.send({ receiverId: ana.id, content: 'Where are you?' });
    expect([answer, await his.next('message_sent')].map(({ sender }) => sender.online)).toEqual([true, true]);
    expect(await hers.next('new_message')).toEqual({ ...answer, sender: { ...answer.sender, online: false } });
  });

  it('is not shown by any route, nor by any event, nor is anybody to them', async () => {
    const hub = await startHub();
    const [ana, ben, cleo] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben'), register(hub, 'Cleo')]);
    await hide(ana);
    const sockets = { ana: await ana.connect(), ben: await ben.connect(), cleo: await cleo.connect() };
    await sockets.cleo.send({ receiverId: ana.id, content: 'Hello Ana' });
    const { conversation } = await sockets.ana.send({ receiverId: ben.id, content: 'Shall we meet at noon?' });
    const { seq } = await sockets.ben.send({ receiverId: ana.id, content: 'Yes, we will meet at noon.' });
    const conversationId = conversation.id;
    const [hers, his] = [sockets.ana.hub, sockets.ben.hub];
    const acknowledged = [
      await hers.command('mark_read', { conversationId, seq }),
      await hers.command('mark_delivered', { conversationId, seq }),
      await hers.command('typing', { conversationId, active: true }),
      await hers.command('sync', { conversations: {} }),
      await hers.command('sync', { conversations: { [conversationId]: 2000 } }),
      await hers.command('ping', {}),
    ];
    const seen = [
      await his.command('mark_read', { conversationId, seq }),
      await his.command('sync', { conversations: {} }),
      await his.command('sync', { conversations: { [conversationId]: 2000 } }),
    ];
    await sockets.ben.next('typing_changed');
    await waitUntil('nobody but Ben and Cleo is shown', async () => (await onlineInDatabase(hub)).length === 3);

    /** Every answer of every route, to one of the two, with its line. */
    const answersTo = async (viewer: TestPerson, other: TestPerson) => {
      const inputs = new Map<Route, object>([
        [syncRoutes.sync, { json: { conversations: {} } }],
        [usersRoutes.changePrivacy, { json: {} }],
      ]);
      const answers: (readonly [line: string, body: unknown])[] = [];
      // Logging out would end the sockets, and answers nothing.
      for (const route of (await allRoutes()).filter(({ path }) => path !== '/auth/logout')) {
        const id = route === usersRoutes.person ? other.id : conversationId;
        const line = `${route.method} /api${route.path.replace(/:\w+/, id)}`;
        const lines = [line, ...(QUERIES.get(route) ?? []).map((query) => `${line}?${query(other)}`)];
        for (const each of lines) {
          const { token } = viewer;
          const login = { json: { email: viewer.email, password: PASSWORD } };
          const input = route.path === '/auth/login' ? login : (inputs.get(route) ?? {});
          const { status, body } = await sendRequest(hub, each, { token, ...(route.body && { json: {} }), ...input });
          if (MUST_ANSWER.has(route)) expect([each, status]).toEqual([each, route.status]);
          answers.push([each, body]);
        }
      }
      return answers;
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
    const MUST_ANSWER = new Set<Route>([
      ...Object.values(usersRoutes),
      ...Object.values(conversationsRoutes),
      ...Object.values(messagesRoutes),
      ...Object.values(insightsRoutes),
      ...Object.values(syncRoutes),
    ]);

    const toBen = await answersTo(ben, ana);
    const toAna = await answersTo(ana, ben);
    expect(toBen.filter(([, body]) => JSON.stringify(body).includes(ana.id)).length).toBeGreaterThanOrEqual(10);
    expect(tracesIn(toBen).filter(({ id }) => id === ana.id)).toEqual([]);
    // The search looks everywhere: it finds who does not hide.
    expect(tracesIn(toBen)).toContainEqual({ id: ben.id, online: true, lastSeenAt: undefined });
    expect(tracesIn(toAna)).toEqual([]);
    expect(tracesIn([acknowledged, sockets.ana.receivedEvents()])).toEqual([]);
    expect(tracesIn([seen, sockets.ben.receivedEvents()]).filter(({ id }) => id === ana.id)).toEqual([]);
    await sockets.ben.next('insight_created');
    const told = [...sockets.ana.receivedEvents(), ...sockets.ben.receivedEvents(), ...sockets.cleo.receivedEvents()];
    expect(told.filter(({ name }) => name === 'user_joined').map(({ payload }) => payload)).not.toContainEqual({
      id: ana.id,
    });
    expect(presenceChanges(sockets.ana)).toEqual([]);
  });

  it('is like somebody who has never been there to who looks with the SDK', async () => {
    const hub = await startHub();
    const [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
    const hers = await ana.connect();
    await hers.send({ receiverId: ben.id, content: 'Hello' });
    const device = await Device.connect(ben.client, { userId: ben.id });
    const user = () => device.conversations[0]?.user;
    await waitUntil('he sees her', () => user()?.online ?? false);

    await hide(ana);

    await waitUntil('he does not', () => !user()?.online && user()?.lastSeenAt === null);
    await show(ana);
    await waitUntil('he sees her again', () => user()?.online ?? false);
    device.close();
  });

  it('is shown to nobody by a connection that opens while they begin to hide', async () => {
    const hub = await startHub();
    const [ana, ben, cleo] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben'), register(hub, 'Cleo')]);
    const his = await ben.connect();
    for (let round = 0; round < 20; round += 1) {
      const opening = [ana.connect(), hide(ana), ana.connect()] as const;
      const [first, , second] = await Promise.all(opening);
      const told = his.receivedEvents().length;
      const third = await ana.connect();
      expect(tracesIn(third.receivedEvents())).toEqual([]);
      await his.send({ receiverId: ana.id, content: 'Hello' });
      await Promise.all([first, second, third].map((socket) => socket.next('new_message')));
      await waitUntil('all of hers are told nobody', () => [first, second, third].every((one) => replayPresence(one).size === 0));
      await waitUntil('he sees nobody', () => replayPresence(his).size === 0);
      expect(presenceChanges(his, told)).not.toContain(`user_joined ${ana.id}`);
      for (const socket of [first, second, third]) socket.close();
      await waitUntil('she is gone', () => admittedSockets(hub).length === 1);
      await show(ana);
    }
    await cleo.connect();
    await his.next('user_joined');
  });

  it('is told nobody by a connection that opens while somebody comes', async () => {
    const hub = await startHub();
    const [ana, ben, cleo] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben'), register(hub, 'Cleo')]);
    const his = await ben.connect();
    await hide(ana);
    // Cleo is written, and told once the lock is gone: Ana's connection is there by then.
    const { rollback: release } = await hub.openTransaction('lock table participants in access exclusive mode', []);
    const coming = cleo.connect();
    await waitUntil('she is written', async () => (await onlineInDatabase(hub)).includes(cleo.id));
    const opening = ana.connect();
    await waitUntil('all are connected', () => admittedSockets(hub).length === 3);
    await release();
    await coming;
    const hers = await opening;
    expect(await his.next('user_joined')).toEqual({ id: cleo.id });
    await his.send({ receiverId: ana.id, content: 'Hello' });
    await hers.next('new_message');
    expect([presenceChanges(hers), tracesIn(hers.receivedEvents())]).toEqual([[], []]);
  });

  it('is told to those alone who were shown them, while many are there', async () => {
    const hub = await startHub({ PRESENCE_EVERYONE_UP_TO: '1' });
    const [ana, ben, cleo, dan] = (await registerAll(hub, 4)) as [TestPerson, TestPerson, TestPerson, TestPerson];
    const [hers, his, third] = [await ana.connect(), await ben.connect(), await cleo.connect()];
    await his.send({ receiverId: ana.id, content: 'Hello' });
    await hers.next('new_message');
    await waitForOnlineUsers(hub, ana, ben, cleo);
    const known = third.receivedEvents().length;

    await hide(ana);

    await waitUntil('he is told', () => presenceChanges(his).at(-1) === `user_left ${ana.id}`);
    await waitUntil('she is told', () => presenceChanges(hers).at(-1) === `user_left ${ben.id}`);
    await show(ana);
    await waitUntil('he is told again', () => presenceChanges(his).at(-1) === `user_joined ${ana.id}`);
    await waitUntil('she is told again', () => presenceChanges(hers).at(-1) === `user_joined ${ben.id}`);
    // Who shares nothing with anybody is shown nobody, and so nobody leaves for them.
    const fourth = await dan.connect();
    await hide(dan);
    await waitUntil('he is told anew', () => fourth.payloads('presence_state').length > 1);
    await show(dan);
    await waitUntil('he is told anew again', () => fourth.payloads('presence_state').length > 2);
    expect([presenceChanges(fourth), tracesIn(fourth.receivedEvents())]).toEqual([[], []]);
    await fourth.send({ receiverId: cleo.id, content: 'Hello' });
    await third.next('new_message');
    expect(presenceChanges(third, known)).toEqual([]);
  });
});

describe('who is not listed', () => {
  it('is found by their whole e-mail address and by their id alone', async () => {
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
    // They find others as ever, and those with whom they talk keep them.
    expect(await find(ana, 'cle')).toEqual([cleo.id]);
    const his = await ben.connect();
    await his.send({ receiverId: ana.id, content: 'Hello' });
    expect((await ben.client.call(conversationsRoutes.list, {})).map(({ user }) => user.id)).toEqual([ana.id]);
    expect(await find(ben, 'ana', true)).toEqual([]);
    expect(await find(ben, ana.email, true)).toEqual([ana.id]);

    await change(ana, { listed: true });
    expect(await find(cleo, 'ana')).toEqual([ana.id]);
  });
});
