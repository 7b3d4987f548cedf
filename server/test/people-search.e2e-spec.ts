import { nameSearch } from '@smart-hub/contract/name-search';
import { Person, usersRoutes } from '@smart-hub/contract/users';
import type { ListPage } from '@smart-hub/sdk';
import { nameStatement } from '../src/inbox/people.store.js';
import { FIND_UNFOLDED } from '../src/users/unfolded-names.store.js';
import { sendRequest, expectProblem, type HttpResponse } from './support/http.js';
import { closeSockets, register, startHub, waitUntil, type TestHub, type TestPerson } from './support/hub.js';

const INSERT_LIKE_AN_OLDER_VERSION = `
  insert into users (id, name, email, password_hash)
  select gen_random_uuid(), name, gen_random_uuid() || '@example.com', '' from unnest($1::text[]) name`;

describe('a search for people', () => {
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

  const search = async (query: Record<string, string | number | boolean>, { client } = ana) =>
    (await client.call(usersRoutes.listPeople, { query })).map(({ name }) => name);
  const insertNames = (names: string[]) => hub.sql.rows(INSERT_LIKE_AN_OLDER_VERSION, [names]);
  const sendMessage = async (one: TestPerson, other: TestPerson) => {
    const socket = await one.connect();
    await socket.send({ receiverId: other.id, content: 'Hello' });
  };

  describe('by e-mail', () => {
    it('finds exactly the person with that address, in lower or upper case, and returns no address', async () => {
      const ben = await register(hub, 'Ben');
      await register(hub, 'Ben');

      for (const q of [ben.email, ben.email.toUpperCase(), `  ${ben.email}\t`]) {
        const { body } = await sendRequest(hub, `GET /api/users?${new URLSearchParams({ q })}`, { token: ana.token });
        const person = { id: ben.id, name: 'Ben', online: false, joinedAt: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) };
        expect(Person.strict().array().parse(body)).toEqual([person]);
        expect(JSON.stringify(body)).not.toContain('@');
      }
    });

    it('finds nobody by a part of an address', async () => {
      const ben = await register(hub, 'Ben');
      const [local = '', domain = ''] = ben.email.split('@');
      const parts = [`${local}@`, `@${domain}`, domain, local, ben.email.slice(1), ben.email.slice(0, -1), 'ben@', '@'];
      const patterns = [
        `${local.slice(0, -1)}_@${domain}`,
        `%@${domain}`,
        `${ben.email},${ana.email}`,
        `"${ben.email}"`,
      ];

      for (const q of [...parts, ...patterns]) expect([q, await search({ q, everyone: true })]).toEqual([q, []]);
      expect(await search({ q: ben.email })).toEqual(['Ben']);
    });

    it('finds neither the requester nor, without everyone=true, a conversation partner', async () => {
      const ben = await register(hub, 'Ben');
      expect(await search({ q: ana.email, everyone: true })).toEqual([]);

      await sendMessage(ana, ben);

      expect(await search({ q: ben.email })).toEqual([]);
      expect(await search({ q: ben.email, everyone: false })).toEqual([]);
      expect(await search({ q: ben.email, everyone: true })).toEqual(['Ben']);
      expect(await search({ q: ben.email, everyone: true, after: ben.id })).toEqual([]);
    });
  });

  describe('by name', () => {
    it('finds words in any order, case, spelling and composition', async () => {
      const names = ['José García', 'Jörg Müller', 'Işıl İnan', 'ΓΙΩΡΓΟΣ A', 'Straße', 'Ｎｏｄａ B', 'Sean O’Brien'];
      for (const name of names) await register(hub, name);
      const expected: [q: string, name: string][] = [
        ['jose', 'José García'],
        ['garcía JOSÉ'.normalize('NFD'), 'José García'],
        ['muller', 'Jörg Müller'],
        ['mueller joerg', 'Jörg Müller'],
        ['isil', 'Işıl İnan'],
        ['INAN', 'Işıl İnan'],
        ['γιώργος', 'ΓΙΩΡΓΟΣ A'],
        ['STRASSE', 'Straße'],
        ['noda', 'Ｎｏｄａ B'],
        ["o'brien", 'Sean O’Brien'],
        ['obrien sean', 'Sean O’Brien'],
      ];

      for (const [q, name] of expected) expect([q, await search({ q })]).toEqual([q, [name]]);
    });

    it('matches one or two characters at the beginning of a word, and three or more anywhere', async () => {
      for (const name of ['Maria Ferrer', 'Ariel', 'Omar']) await register(hub, name);

      expect(await search({ q: 'ar' })).toEqual(['Ariel']);
      expect(await search({ q: 'a' })).toEqual(['Ariel']);
      expect(await search({ q: 'ari' })).toEqual(['Ariel', 'Maria Ferrer']);
      expect(await search({ q: 'fe ria' })).toEqual(['Maria Ferrer']);
      expect(await search({ q: 'ia fe' })).toEqual(['Maria Ferrer']);
      expect(await search({ q: 'er' })).toEqual([]);
    });

    it('lists the best match first', async () => {
      const names = ['Benedikt', 'Ruben Benz', 'Reuben', 'Ben', 'Ana Ben', 'Ben Zack', 'Zack Reuben'];
      for (const name of names.toReversed()) await register(hub, name);

      const ranks = [['Ben'], ['Ben Zack', 'Benedikt'], ['Ana Ben', 'Ruben Benz'], ['Reuben', 'Zack Reuben']];
      expect(await search({ q: 'ben' })).toEqual(ranks.flat());
      expect(await search({ q: 'ben zack' })).toEqual(['Ben Zack', 'Zack Reuben']);
    });

    it('omits conversation partners without everyone=true', async () => {
      const ben = await register(hub, 'Ben One');
      await register(hub, 'Ben Two');
      await sendMessage(ana, ben);

      expect(await search({ q: 'ben' })).toEqual(['Ben Two']);
      expect(await search({ q: 'ben', everyone: true })).toEqual(['Ben One', 'Ben Two']);
      expect(await search({ everyone: true })).toEqual(['Ben One', 'Ben Two']);
      expect(await search({ q: 'ana', everyone: true })).toEqual([]);
    });
  });

  describe('page by page', () => {
    /** Follows the `next` links to the last page. @returns the names on each page */
    async function fetchPages(path: string): Promise<string[][]> {
      const pages: string[][] = [];
      for (let next: string | undefined = path; next !== undefined;) {
        const response: HttpResponse = await sendRequest(hub, `GET ${next}`, { token: ana.token });
        pages.push((response.body as Person[]).map(({ name }) => name));
        next = /^<([^>]+)>; rel="next"$/.exec(response.headers.get('link') ?? '')?.[1];
      }
      return pages;
    }

    it('returns every person once, the best matches first', async () => {
      const numbers = Array.from({ length: 23 }, (_, index) => `${index + 10}`);
      await insertNames([...numbers.map((n) => `Ben ${n}`), ...numbers.map((n) => `Reuben ${n}`), 'Ben', 'Ben']);
      await waitUntil('all names are found', async () => (await search({ q: 'ben', limit: 100 })).length === 48);

      const pages = await fetchPages('/api/users?q=ben&limit=5');

      expect(pages.map((page) => page.length)).toEqual([...Array.from({ length: 9 }, () => 5), 3]);
      const sorted = [...numbers.map((n) => `Ben ${n}`), ...numbers.map((n) => `Reuben ${n}`)];
      expect(pages.flat()).toEqual(['Ben', 'Ben', ...sorted]);
      expect((await fetchPages('/api/users?limit=7')).flat()).toEqual(['Ben', 'Ben', ...sorted]);
      expect(await fetchPages('/api/users?q=ben&limit=48')).toHaveLength(1);
    });

    it('is read by the SDK, which returns the query of the next page', async () => {
      for (const name of ['Ben 1', 'Ben 2', 'Ben 3']) await register(hub, name);

      const first = await ana.client.page(usersRoutes.listPeople, { query: { q: 'bén 1 ', limit: 1, everyone: true } });
      expect(first).toEqual({ items: [expect.objectContaining({ name: 'Ben 1' })] });
      const names: string[] = [];
      for (let query: object | undefined = { q: 'bén', limit: 2, everyone: true }; query;) {
        const page: ListPage<typeof usersRoutes.listPeople> = await ana.client.page(usersRoutes.listPeople, { query });
        names.push(...page.items.map(({ name }) => name));
        query = page.next;
      }
      expect(names).toEqual(['Ben 1', 'Ben 2', 'Ben 3']);
    });

    it('continues after the last person of a page, even when the requester has meanwhile sent that person a message', async () => {
      const people: TestPerson[] = [];
      for (const name of ['Ben 1', 'Ben 2', 'Ben 3']) people.push(await register(hub, name));
      const first = await sendRequest(hub, 'GET /api/users?q=ben&limit=1', { token: ana.token });
      await sendMessage(ana, people[0]!);
      await register(hub, 'Ben 0');

      expect(first.headers.get('link')).toBe(`</api/users?q=ben&limit=1&after=${people[0]!.id}>; rel="next"`);
      expect(await fetchPages(`/api/users?q=ben&limit=1&after=${people[0]!.id}`)).toEqual([['Ben 2'], ['Ben 3']]);
    });
  });

  describe('beside a server of an older version', () => {
    it('finds people whom the older server has registered or renamed', async () => {
      const names = Array.from({ length: 1100 }, (_, index) => `Jürgen ${index}`);
      await insertNames(names);
      const areAllFolded = async () => (await hub.sql.rows(FIND_UNFOLDED, [null, 1])).length === 0;
      await waitUntil('all names are folded', areAllFolded);
      expect(await search({ q: 'jurgen 1099' })).toEqual(['Jürgen 1099']);
      await hub.sql.rows(`update users set name = 'Zoë' where name = 'Jürgen 7'`);

      expect(await search({ q: 'jurgen 7', limit: 1 })).toEqual(['Jürgen 70']);
      await waitUntil('the new name is found', async () => (await search({ q: 'zoe' })).length === 1);
      await waitUntil('all names are folded', areAllFolded);
      expect(await search({ q: 'juergen 7', limit: 1 })).toEqual(['Jürgen 70']);
    });

    it('makes other new names searchable while the row of one user is locked', async () => {
      await insertNames(['Locked', 'Unlocked']);
      const lock = await hub.openTransaction(`select from users where name = 'Locked' for update`, []);
      await waitUntil(
        'the name that is not locked is found',
        async () => (await search({ q: 'unlocked' })).length === 1,
      );
      await lock.rollback();
      await waitUntil('both names are found', async () => (await search({ q: 'locked' })).length === 2);
    });
  });

  it('uses the index of searchable names and the index of names that are not searchable yet', async () => {
    await insertNames([...Array.from({ length: 5000 }, (_, index) => `Ben ${index}`), 'Żaneta Kowalska']);
    const planOf = async (text: string, values: unknown[]) =>
      JSON.stringify(await hub.sql.rows(`explain (format json) ${text}`, values));
    await hub.sql.rows('analyze users');
    expect(await planOf(FIND_UNFOLDED, [null, 100])).toContain('"Index Name":"users_not_searchable"');
    await waitUntil('all names are folded', async () => (await hub.sql.rows(FIND_UNFOLDED, [null, 1])).length === 0);
    await hub.sql.rows('analyze searchable_names');

    for (const q of ['zaneta', 'alska', 'ża', 'z', 'z kow', 'Kowalska, Żaneta', 'müll kow']) {
      const { text, values } = nameStatement({ userId: ana.id, everyone: false, after: null }, nameSearch(q), 51);
      const plan = await planOf(text, values);
      expect([q, plan]).toEqual([q, expect.stringContaining('"Index Name":"searchable_names_grams"')]);
      expect([q, plan]).toEqual([q, expect.not.stringMatching(/"Seq Scan"[^{}]*"searchable_names"/)]);
    }
    expect(await search({ q: 'z kow' })).toEqual(['Żaneta Kowalska']);
  });
});

describe('looking up e-mail addresses', () => {
  afterEach(closeSockets);

  it('has a separate rate limit for each user, which counts known and unknown addresses but not searches by name', async () => {
    const hub = await startHub({ EMAIL_LOOKUP_LIMIT: '3', EMAIL_LOOKUP_TTL: '300' });
    try {
      const [ana, ben] = [await register(hub, 'Ana'), await register(hub, 'Ben')];
      const lookUp = (q: string, { token } = ana) =>
        sendRequest(hub, `GET /api/users?${new URLSearchParams({ q })}`, { token });
      expect((await lookUp(ben.email)).body).toHaveLength(1);
      expect((await lookUp('nobody@example.com')).body).toEqual([]);
      expect((await lookUp(ana.email)).body).toEqual([]);

      for (const q of [ben.email, 'nobody@example.com']) {
        const { retryAfter, detail } = expectProblem(await lookUp(q), 'rate.email_lookups');
        expect(retryAfter).toBeGreaterThan(270);
        expect(retryAfter).toBeLessThanOrEqual(300);
        expect(detail).toBe(
          `Too many e-mail addresses looked up: try again in ${retryAfter} s. People are still found by name.`,
        );
      }
      expect((await lookUp('ben')).body).toHaveLength(1);
      expect((await lookUp(ana.email, ben)).body).toHaveLength(1);
    } finally {
      await hub.close();
    }
  });
});
