import { Person, Profile, usersRoutes } from '@smart-hub/contract/users';
import { sendRequest, expectProblem, invalidFields } from './support/http.js';
import { closeSockets, register, startHub, type TestHub, type TestPerson } from './support/hub.js';

describe('people', () => {
  let hub: TestHub;
  let ana: TestPerson;
  beforeEach(async () => {
    hub = await startHub();
    ana = await register(hub, 'Ana');
  });
  afterEach(async () => {
    closeSockets();
    await hub.close();
  });

  const found = async (query: Record<string, string | number> = {}) =>
    (await ana.client.call(usersRoutes.listPeople, { query })).map((person) => person.name);
  const refused = async (query: string) =>
    invalidFields(await sendRequest(hub, `GET /api/users?${query}`, { token: ana.token }));

  it('see themselves whole', async () => {
    const { body } = await sendRequest(hub, 'GET /api/users/profile', { token: ana.token });

    expect(Profile.strict().parse(body)).toMatchObject({ id: ana.id, name: 'Ana', email: ana.email, online: false });
  });

  it('see others by name, without an e-mail, and not themselves', async () => {
    await register(hub, 'Cem');
    const ben = await register(hub, 'Ben');

    const { body } = await sendRequest(hub, 'GET /api/users', { token: ana.token });

    const people = Person.strict().array().parse(body);
    expect(people.map((person) => person.name)).toEqual(['Ben', 'Cem']);
    const joinedAt = expect.stringMatching(/^\d{4}-\d\d-\d\d$/);
    expect(people[0]).toEqual({ id: ben.id, name: 'Ben', online: false, joinedAt });
    expect(JSON.stringify(body)).not.toContain('@');
  });

  it('are found by id, themselves included, and nobody else is', async () => {
    const ben = await register(hub, 'Ben');
    const person = (id: string) => sendRequest(hub, `GET /api/users/${id}`, { token: ana.token });

    const joinedAt = expect.stringMatching(/^\d{4}-\d\d-\d\d$/);
    expect((await person(ben.id.toUpperCase())).body).toEqual({ id: ben.id, name: 'Ben', online: false, joinedAt });
    expect(Person.strict().parse((await person(ana.id)).body).name).toBe('Ana');
    expectProblem(await person('018f3b1c-7a00-7000-8000-000000000001'), 'user.not_found');
    expect(invalidFields(await person('ben'))).toEqual(['id']);
    expectProblem(await sendRequest(hub, `GET /api/users/${ben.id}`), 'auth.token_missing');
  });

  it('are listed until there is a message between the two', async () => {
    const ben = await register(hub, 'Ben');
    const cem = await register(hub, 'Cem');
    const socket = await ana.connect();
    expect(await found()).toEqual(['Ben', 'Cem']);

    await socket.send({ receiverId: ben.id, content: 'Hello' });

    expect(await found()).toEqual(['Cem']);
    expect((await ben.client.call(usersRoutes.listPeople, {})).map((person) => person.id)).toEqual([cem.id]);
    expect(await cem.client.call(usersRoutes.listPeople, {})).toHaveLength(2);
  });

  it('are found by a part of their name in any case', async () => {
    for (const name of ['Maria Ferrer', 'Z Ирина', 'Ömer', 'Ben']) await register(hub, name);

    expect(await found({ q: 'FERR' })).toEqual(['Maria Ferrer']);
    expect(await found({ q: ' mAr ' })).toEqual(['Maria Ferrer']);
    expect(await found({ q: 'иРИ' })).toEqual(['Z Ирина']);
    expect(await found({ q: 'öME' })).toEqual(['Ömer']);
    expect(await found({ q: 'ana' })).toEqual([]);
    expect(await found({ q: '' })).toHaveLength(4);
  });

  it('are found by %, _ and \\ as they stand', async () => {
    for (const name of ['100% Ben', 'snake_case', 'back\\slash', "O'Hara", 'Plain']) await register(hub, name);

    expect(await found({ q: '%' })).toEqual(['100% Ben']);
    expect(await found({ q: '_' })).toEqual(['snake_case']);
    expect(await found({ q: '\\' })).toEqual(['back\\slash']);
    expect(await found({ q: "'" })).toEqual(["O'Hara"]);
    expect(await found({ q: '0% b' })).toEqual(['100% Ben']);
    expect(await found({ q: 'a%e' })).toEqual([]);
    expect(await found({ q: '\\%' })).toEqual([]);
  });

  it('are listed 50 at a time, or as many as are asked for up to 100', async () => {
    await hub.sql.rows(
      `insert into users (id, name, email, password_hash)
       select gen_random_uuid(), 'Person ' || n, 'p' || n || '@example.com', '' from generate_series(1, 120) n`,
    );

    expect(await found()).toHaveLength(50);
    expect(await found({ limit: 2 })).toHaveLength(2);
    expect(await found({ limit: 100 })).toHaveLength(100);
    for (const limit of ['101', '0', '-1', '1.5', 'x', '']) expect(await refused(`limit=${limit}`)).toEqual(['limit']);
  });

  it('are not searched for what no name can hold', async () => {
    expect(await found({ q: 'x'.repeat(254) })).toEqual([]);
    expect(await refused(`q=${'x'.repeat(255)}`)).toEqual(['q']);
    expect(await found({ q: '\u200b' })).toEqual([]);
    expect(await refused('everyone=1')).toEqual(['everyone']);
    expect(await refused('after=x')).toEqual(['after']);
    expect(await refused('q=%00')).toEqual(['q']);
    expect(await refused('q=a&q=b')).toEqual(['q']);
    expect(await refused('name=a')).toEqual(['name']);
    // Half a character in UTF-8 is none: it arrives as U+FFFD, which nobody is called.
    const half = await sendRequest(hub, 'GET /api/users?q=%ED%A0%80', { token: ana.token });
    expect(half).toMatchObject({ status: 200, body: [] });
  });
});
