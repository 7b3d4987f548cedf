import { conversationsRoutes } from '@smart-hub/contract/conversations';
import { syncRoutes } from '@smart-hub/contract/sync';
import { Person, Profile, usersRoutes, type ProfileChange } from '@smart-hub/contract/users';
import { closeDevices, openOnlineDevice, waitForDevice } from './support/devices.js';
import { runJsonCommand } from './support/hub-command.js';
import { sendRequest, expectProblem, invalidFields } from './support/http.js';
import {
  closeHubs,
  closeSockets,
  register,
  registerAll,
  startHub,
  waitUntil,
  type TestHub,
  type TestPerson,
} from './support/hub.js';
import type { TestSocket } from './support/test-socket.js';

let hub: TestHub;
beforeAll(async () => {
  // With a limit of one e-mail lookup, a search by handle would be refused if it counted as an e-mail lookup.
  hub = await startHub({ EMAIL_LOOKUP_LIMIT: '1' });
});
afterEach(() => {
  closeSockets();
  closeDevices();
});
afterAll(closeHubs);

let handles = 1000;
/** Returns a handle that no user has, and with which no other handle begins. */
const newHandle = (): string => `handle-${(handles += 1)}`;

const patch = ({ token }: TestPerson, json: unknown) => sendRequest(hub, 'PATCH /api/users/profile', { token, json });
const change = ({ client }: TestPerson, body: ProfileChange) => client.changeProfile(body);
const profileOf = async ({ token }: TestPerson) =>
  Profile.strict().parse((await sendRequest(hub, 'GET /api/users/profile', { token })).body);
const personOf = ({ client }: TestPerson, { id }: TestPerson) => client.call(usersRoutes.person, { params: { id } });
const find = ({ client }: TestPerson, q: string) => client.call(usersRoutes.listPeople, { query: { q } });
const foundIds = async (person: TestPerson, q: string) => (await find(person, q)).map(({ id }) => id);
const conversationsOf = ({ client }: TestPerson) => client.call(conversationsRoutes.list, {});
const today = () => new Date().toISOString().slice(0, 10);

describe('a profile', () => {
  it('has no handle and no colour at first, and is changed field by field', async () => {
    const [ana, ben] = [await register(hub, 'Ana'), await register(hub, 'Ben')];
    const before = await profileOf(ana);
    expect(before).toEqual({
      id: ana.id,
      name: 'Ana',
      online: false,
      email: ana.email,
      emailVerified: false,
      createdAt: expect.any(String),
      joinedAt: before.createdAt.slice(0, 10),
    });
    const handle = newHandle();

    const named = await change(ana, { name: '  Ana María ' });
    expect(named).toEqual({ ...before, name: 'Ana María', changedAt: expect.any(String) });
    const after = await change(ana, { handle, color: 0 });
    expect(after).toEqual({ ...named, handle, color: 0, changedAt: expect.any(String) });
    expect(after.changedAt! > named.changedAt!).toBe(true);

    expect(await profileOf(ana)).toEqual(after);
    const { email: _, emailVerified: ___, createdAt: __, ...person } = after;
    expect(Person.strict().parse(await personOf(ben, ana))).toEqual(person);
    expect(await find(ben, `@${handle}`)).toEqual([person]);
    const cleared = await change(ana, { handle: null, color: null });
    expect([cleared.handle, cleared.color, cleared.name]).toEqual([undefined, undefined, 'Ana María']);
  });

  it('is not modified by a change that sets its current values again', async () => {
    const ana = await register(hub, 'Ana');
    const changed = await change(ana, { name: 'Anna', handle: newHandle(), color: 359 });
    expect(await change(ana, { name: 'Anna', handle: `@${changed.handle!.toUpperCase()}`, color: 359 })).toEqual(
      changed,
    );
    expect(await change(ana, {})).toEqual(changed);
  });

  it.each([
    [{ name: '' }, 'name'],
    [{ name: 'Ana\u202Egnp' }, 'name'],
    [{ name: 'system' }, 'name'],
    [{ name: null }, 'name'],
    [{ name: 'a'.repeat(101) }, 'name'],
    [{ handle: 'a' }, 'handle'],
    [{ handle: 'a'.repeat(33) }, 'handle'],
    [{ handle: '' }, 'handle'],
    [{ handle: 'ana maria' }, 'handle'],
    [{ handle: 'аna' }, 'handle'],
    [{ handle: 'everyone' }, 'handle'],
    [{ handle: 7 }, 'handle'],
    [{ color: -1 }, 'color'],
    [{ color: 360 }, 'color'],
    [{ color: 1.5 }, 'color'],
    [{ color: '#ff0000' }, 'color'],
    [{ email: 'ana@example.com' }, 'email'],
    [{ online: true }, 'online'],
    [{ joinedAt: '2020-01-01' }, 'joinedAt'],
  ])('is not changed by a request with an invalid field: %j', async (json, field) => {
    const ana = await register(hub, 'Ana');
    const before = await profileOf(ana);
    expect(invalidFields(await patch(ana, { handle: newHandle(), ...json }))).toEqual([field]);
    expect(await profileOf(ana)).toEqual(before);
  });

  it('cannot be changed without a token', async () => {
    expectProblem(
      await sendRequest(hub, 'PATCH /api/users/profile', { json: { name: 'Mallory' } }),
      'auth.token_missing',
    );
  });
});

describe('a handle', () => {
  it('belongs to one account, whatever its case, and can be chosen by another account after its owner gives it up', async () => {
    const [ana, ben] = [await register(hub, 'Ana'), await register(hub, 'Ben')];
    const handle = newHandle();
    await change(ana, { handle });

    const { detail } = expectProblem(
      await patch(ben, { name: 'Benjamin', handle: ` @${handle.toUpperCase()} ` }),
      'user.handle_taken',
    );
    expect(detail).toBe(`Another user has the handle @${handle}: choose another one.`);
    expect(await profileOf(ben)).toMatchObject({ name: 'Ben' });

    await change(ana, { handle: null });
    expect((await change(ben, { handle })).handle).toBe(handle);
  });

  it('is given to one of twenty people who choose it concurrently', async () => {
    const people = await registerAll(hub, 20);
    const handle = newHandle();
    const responses = await Promise.all(people.map((person) => patch(person, { handle })));
    const winners = people.filter((_, index) => responses[index]!.status === 200);
    expect(winners).toHaveLength(1);
    for (const response of responses.filter(({ status }) => status !== 200))
      expectProblem(response, 'user.handle_taken');
    const rows = await hub.sql.rows<{ id: string }>('select id from users where handle = $1', [handle]);
    expect(rows.map(({ id }) => id)).toEqual([winners[0]!.id]);
  });

  it('stays unique when two people exchange their handles concurrently, whether or not the exchange succeeds', async () => {
    const [ana, ben] = await registerAll(hub, 2);
    const [one, other] = [newHandle(), newHandle()];
    await change(ana!, { handle: one });
    await change(ben!, { handle: other });
    const responses = await Promise.all([patch(ana!, { handle: other }), patch(ben!, { handle: one })]);
    for (const response of responses) if (response.status !== 200) expectProblem(response, 'user.handle_taken');
    const rows = await hub.sql.rows<{ handle: string }>('select handle from users where id = any ($1)', [
      [ana!.id, ben!.id],
    ]);
    expect(new Set(rows.map(({ handle }) => handle)).size).toBe(2);
  });

  it('finds only its owner in a search, in lower or upper case, and does not count as an e-mail lookup', async () => {
    const [ana, ben, carl] = [await register(hub, 'Ana'), await register(hub, 'Ben'), await register(hub, 'Carl')];
    const handle = newHandle();
    await change(ana, { handle });
    await change(carl, { handle: `${handle}x` });

    for (const q of [`@${handle}`, `@${handle.toUpperCase()}`, ` @${handle} `])
      expect(await foundIds(ben, q)).toEqual([ana.id]);
    expect(await foundIds(ben, `@${handle.slice(0, -1)}`)).not.toContain(ana.id);
    expect(await foundIds(ana, `@${handle}`)).toEqual([]);
    expect(await foundIds(ben, 'nobody@example.com')).toEqual([]);
    expectProblem(
      await sendRequest(hub, 'GET /api/users?q=nobody@example.com', { token: ben.token }),
      'rate.email_lookups',
    );
    expect(await foundIds(ben, `@${handle}`)).toEqual([ana.id]);
  });

  it('is found by its first characters, and its owner is listed after people with a matching name', async () => {
    const [ben, ana, zoe] = [
      await register(hub, 'Ben'),
      await register(hub, 'Ana'),
      await register(hub, 'Quillon Zoe'),
    ];
    await change(ana, { handle: 'quillon.1' });

    expect(await foundIds(ben, 'Quillon')).toEqual([zoe.id, ana.id]);
    expect(await foundIds(ben, 'quillon.')).toEqual([zoe.id, ana.id]);
    expect(await foundIds(ben, 'quillon.1')).toEqual([ana.id]);
    expect(await foundIds(ben, 'uillon.1')).toEqual([]);
    const page = await ben.client.page(usersRoutes.listPeople, { query: { q: 'quillon', limit: 1 } });
    const rest = await ben.client.page(usersRoutes.listPeople, { query: { ...page.next } as never });
    expect([page.items, rest.items].flat().map(({ id }) => id)).toEqual([zoe.id, ana.id]);
  });

  it('does not find a user who is not listed or whose account is disabled', async () => {
    const [ana, ben, carl] = [await register(hub, 'Ana'), await register(hub, 'Ben'), await register(hub, 'Carl')];
    const [anaHandle, carlHandle] = [newHandle(), newHandle()];
    await change(ana, { handle: anaHandle });
    await change(carl, { handle: carlHandle });
    expect([...(await foundIds(ben, `@${anaHandle}`)), ...(await foundIds(ben, carlHandle))]).toEqual([
      ana.id,
      carl.id,
    ]);

    await ana.client.changePrivacy({ listed: false });
    await runJsonCommand(hub.database, ['users', 'disable', `@${carlHandle}`]);

    for (const q of [`@${anaHandle}`, anaHandle, `@${carlHandle}`, carlHandle])
      expect(await foundIds(ben, q)).toEqual([]);
  });

  it('is no longer shown after its account is erased, and can be chosen again', async () => {
    const [ana, ben] = [await register(hub, 'Ana'), await register(hub, 'Ben')];
    const handle = newHandle();
    await change(ana, { handle, color: 120 });
    const socket = await ana.connect();
    await socket.send({ receiverId: ben.id, content: 'Hello' });

    await runJsonCommand(hub.database, ['users', 'erase', `@${handle}`, '--yes']);

    const [conversation] = await conversationsOf(ben);
    const erased = { id: ana.id, name: 'Deleted account', online: false, deletedAt: expect.any(String) };
    expect(conversation!.user).toEqual(erased);
    expect(await personOf(ben, ana)).toEqual(erased);
    expect((await change(ben, { handle })).handle).toBe(handle);
  });

  it('is shown to the operator, and identifies an account in commands', async () => {
    const ana = await register(hub, 'Ana Operated');
    const handle = newHandle();
    await change(ana, { handle });
    const list = (search: string) =>
      runJsonCommand<{ id: string }>(hub.database, ['users', 'list', '--search', search]);
    expect(await list('operated')).toEqual([expect.objectContaining({ id: ana.id, handle })]);
    expect((await list(`@${handle}`)).map(({ id }) => id)).toContain(ana.id);
    expect(await runJsonCommand(hub.database, ['users', 'disable', `@${handle}`])).toEqual([
      expect.objectContaining({ id: ana.id, state: 'disabled' }),
    ]);
  });
});

describe('a new name', () => {
  it('is found by a search, and the old name is not', async () => {
    const [ana, ben] = [await register(hub, 'Wilhelmine'), await register(hub, 'Ben')];
    await change(ana, { name: 'Jörg Zwölfer' });
    expect(await foundIds(ben, 'zwoelfer')).toEqual([ana.id]);
    expect(await foundIds(ben, 'wilhelmine')).toEqual([]);
  });

  it('is emitted to every device of that person and of their conversation partners, and to no other user', async () => {
    const [ana, ben, eve] = [await register(hub, 'Ana'), await register(hub, 'Ben'), await register(hub, 'Eve')];
    const [laptop, phone, benSocket, eveSocket] = await Promise.all([
      ana.connect(),
      ana.connect(),
      ben.connect(),
      eve.connect(),
    ]);
    await benSocket.send({ receiverId: ana.id, content: 'Hello' });
    const handle = newHandle();

    const changed = await change(ana, { name: 'Anna', handle, color: 30 });
    const { email: _, emailVerified: __, createdAt: ___, online: ____, ...person } = changed;

    for (const socket of [laptop, phone, benSocket]) expect(await socket.next('user_changed')).toEqual(person);
    await eveSocket.send({ receiverId: ben.id, content: 'Is there news?' });
    await eveSocket.next('message_sent');
    expect(eveSocket.receivedNames()).not.toContain('user_changed');
    expect((await conversationsOf(ben)).find(({ user }) => user.id === ana.id)!.user).toEqual({
      ...person,
      online: true,
    });
  });

  it('is the last one that every device receives, however fast the name changes', async () => {
    const [ana, ben] = [await register(hub, 'Ana'), await register(hub, 'Ben')];
    const device = await openOnlineDevice(ben);
    const socket = await ana.connect();
    await socket.send({ receiverId: ben.id, content: 'Hello' });
    await waitForDevice(device, () => device.conversations.length === 1, 'the conversation');
    await Promise.all(Array.from({ length: 20 }, (_, index) => change(ana, { name: `Ana ${index}` })));
    const { name } = await change(ana, { name: 'Ana at last' });
    await waitForDevice(device, () => device.conversations[0]!.user.name === name, 'the last name');
    const lastName = (one: TestSocket) => one.payloads('user_changed').at(-1)?.name;
    await waitUntil('Ana receives the last name', () => lastName(socket) === name);
  });
});

describe('a device', () => {
  it('that was offline receives a new name when it reconnects, and shows the same as a new device', async () => {
    const [ana, ben] = [await register(hub, 'Ana'), await register(hub, 'Ben')];
    const socket = await ana.connect();
    await socket.send({ receiverId: ben.id, content: 'Hello' });
    const device = await openOnlineDevice(ben);
    expect(device.conversations[0]!.user).toMatchObject({ name: 'Ana', joinedAt: today() });
    device.socket.io.disconnect();

    const { handle, changedAt } = await change(ana, { name: 'Anna', handle: newHandle(), color: 30 });

    expect(device.conversations[0]!.user.name).toBe('Ana');
    device.resume();
    await waitForDevice(device, () => device.conversations[0]!.user.name === 'Anna', 'the new name');
    expect(device.conversations[0]!.user).toMatchObject({ handle, color: 30, changedAt });
    expect(device.messages(ana.id)[0]!.senderName).toBe('Anna');
    const another = await openOnlineDevice(ben);
    expect(device.conversations).toEqual(another.conversations);
    expect(device.messages(ana.id)).toEqual(another.messages(ana.id));
  });

  it('that is online shows a new name at once, and then shows the same as a new device', async () => {
    const [ana, ben] = [await register(hub, 'Ana'), await register(hub, 'Ben')];
    const socket = await ana.connect();
    await socket.send({ receiverId: ben.id, content: 'Hello' });
    const device = await openOnlineDevice(ben);

    await change(ana, { name: 'Anna' });

    await waitForDevice(device, () => device.conversations[0]!.user.name === 'Anna', 'the new name');
    const another = await openOnlineDevice(ben);
    expect(device.conversations).toEqual(another.conversations);
    expect(device.messages(ana.id)).toEqual(another.messages(ana.id));
  });
});

describe('sync', () => {
  it('returns the conversation partners who have changed their profile since the given time', async () => {
    const [ana, ben, eve] = [await register(hub, 'Ana'), await register(hub, 'Ben'), await register(hub, 'Eve')];
    await (await ana.connect()).send({ receiverId: ben.id, content: 'Hello' });
    const sync = (peopleSince?: string) =>
      ben.client.call(syncRoutes.sync, { body: { conversations: {}, ...(peopleSince && { peopleSince }) } });
    await change(ana, { name: 'Anna' });
    await change(eve, { name: 'Eva' });

    const first = await sync();
    expect(first.people).toEqual([]);
    const { people } = await sync(first.peopleAt);
    expect(people!.map(({ name }) => name)).toEqual(['Anna']);
    await hub.sql.rows(`update users set profile_changed_at = profile_changed_at - interval '1 minute' where id = $1`, [
      ana.id,
    ]);
    expect((await sync(first.peopleAt)).people).toEqual([]);
  });

  it('refuses an invalid time', async () => {
    const ben = await register(hub, 'Ben');
    const json = { conversations: {}, peopleSince: 'yesterday' };
    expect(invalidFields(await sendRequest(hub, 'POST /api/sync', { token: ben.token, json }))).toEqual([
      'peopleSince',
    ]);
  });
});
