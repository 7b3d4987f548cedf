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

  const searchNames = async (query: Record<string, string | number> = {}) =>
    (await ana.client.call(usersRoutes.listPeople, { query })).map(({ name }) => name);
  const invalidFieldsFor = async (query: string) =>
    invalidFields(await sendRequest(hub, `GET /api/users?${query}`, { token: ana.token }));

  it('get their own profile with all fields', async () => {
    const { body } = await sendRequest(hub, 'GET /api/users/profile', { token: ana.token });

    expect(Profile.strict().parse(body)).toMatchObject({ id: ana.id, name: 'Ana', email: ana.email, online: false });
  });

  it('get a list of the other people in the order of their names, without e-mail addresses', async () => {
    await register(hub, 'Cem');
    const ben = await register(hub, 'Ben');

    const { body } = await sendRequest(hub, 'GET /api/users', { token: ana.token });

    const people = Person.strict().array().parse(body);
    expect(people.map(({ name }) => name)).toEqual(['Ben', 'Cem']);
    const joinedAt = expect.stringMatching(/^\d{4}-\d\d-\d\d$/);
    expect(people[0]).toEqual({ id: ben.id, name: 'Ben', online: false, joinedAt });
    expect(JSON.stringify(body)).not.toContain('@');
  });

  it('are found by id, the requester included, and an unknown id is not found', async () => {
    const ben = await register(hub, 'Ben');
    const findById = (id: string) => sendRequest(hub, `GET /api/users/${id}`, { token: ana.token });

    const joinedAt = expect.stringMatching(/^\d{4}-\d\d-\d\d$/);
    expect((await findById(ben.id.toUpperCase())).body).toEqual({ id: ben.id, name: 'Ben', online: false, joinedAt });
    expect(Person.strict().parse((await findById(ana.id)).body).name).toBe('Ana');
    expectProblem(await findById('018f3b1c-7a00-7000-8000-000000000001'), 'user.not_found');
    expect(invalidFields(await findById('ben'))).toEqual(['id']);
    expectProblem(await sendRequest(hub, `GET /api/users/${ben.id}`), 'auth.token_missing');
  });

  it('are listed until they have exchanged a message with the requester', async () => {
    const ben = await register(hub, 'Ben');
    const cem = await register(hub, 'Cem');
    const socket = await ana.connect();
    expect(await searchNames()).toEqual(['Ben', 'Cem']);

    await socket.send({ receiverId: ben.id, content: 'Hello' });

    expect(await searchNames()).toEqual(['Cem']);
    expect((await ben.client.call(usersRoutes.listPeople, {})).map(({ id }) => id)).toEqual([cem.id]);
    expect(await cem.client.call(usersRoutes.listPeople, {})).toHaveLength(2);
  });

  it('are found by a part of their name, in lower or upper case', async () => {
    for (const name of ['Maria Ferrer', 'Z Ирина', 'Ömer', 'Ben']) await register(hub, name);

    expect(await searchNames({ q: 'FERR' })).toEqual(['Maria Ferrer']);
    expect(await searchNames({ q: ' mAr ' })).toEqual(['Maria Ferrer']);
    expect(await searchNames({ q: 'иРИ' })).toEqual(['Z Ирина']);
    expect(await searchNames({ q: 'öME' })).toEqual(['Ömer']);
    expect(await searchNames({ q: 'ana' })).toEqual([]);
    expect(await searchNames({ q: '' })).toHaveLength(4);
  });

  it('are found by %, _ and \\ as literal characters', async () => {
    for (const name of ['100% Ben', 'snake_case', 'back\\slash', "O'Hara", 'Plain']) await register(hub, name);

    expect(await searchNames({ q: '%' })).toEqual(['100% Ben']);
    expect(await searchNames({ q: '_' })).toEqual(['snake_case']);
    expect(await searchNames({ q: '\\' })).toEqual(['back\\slash']);
    expect(await searchNames({ q: "'" })).toEqual(["O'Hara"]);
    expect(await searchNames({ q: '0% b' })).toEqual(['100% Ben']);
    expect(await searchNames({ q: 'a%e' })).toEqual([]);
    expect(await searchNames({ q: '\\%' })).toEqual([]);
  });

  it('are listed 50 at a time, or as many as requested, up to 100', async () => {
    await hub.sql.rows(
      `insert into users (id, name, email, password_hash)
       select gen_random_uuid(), 'Person ' || n, 'p' || n || '@example.com', '' from generate_series(1, 120) n`,
    );

    expect(await searchNames()).toHaveLength(50);
    expect(await searchNames({ limit: 2 })).toHaveLength(2);
    expect(await searchNames({ limit: 100 })).toHaveLength(100);
    for (const limit of ['101', '0', '-1', '1.5', 'x', ''])
      expect(await invalidFieldsFor(`limit=${limit}`)).toEqual(['limit']);
  });

  it('are not found by a query that no name can contain, and an invalid query is refused', async () => {
    expect(await searchNames({ q: 'x'.repeat(254) })).toEqual([]);
    expect(await invalidFieldsFor(`q=${'x'.repeat(255)}`)).toEqual(['q']);
    expect(await searchNames({ q: '\u200b' })).toEqual([]);
    expect(await invalidFieldsFor('everyone=1')).toEqual(['everyone']);
    expect(await invalidFieldsFor('after=x')).toEqual(['after']);
    expect(await invalidFieldsFor('q=%00')).toEqual(['q']);
    expect(await invalidFieldsFor('q=a&q=b')).toEqual(['q']);
    expect(await invalidFieldsFor('name=a')).toEqual(['name']);
    // A lone surrogate is not valid UTF-8: it arrives as U+FFFD, which no name contains.
    const response = await sendRequest(hub, 'GET /api/users?q=%ED%A0%80', { token: ana.token });
    expect(response).toMatchObject({ status: 200, body: [] });
  });
});
