import { Conversation, conversationsRoutes, OpenedConversation } from '@smart-hub/contract/conversations';
import { Message } from '@smart-hub/contract/messages';
import { randomUUID } from 'node:crypto';
import { directConversationId } from '../src/conversations/direct-conversation-id.js';
import { ask, problemOf, refusedFields, withoutRequestId, type Answer } from './support/http.js';
import { closeSockets, register, startHub, type Hub, type TestPerson } from './support/hub.js';

const LENGTH = 105;

describe('conversations', () => {
  let hub: Hub;
  let ana: TestPerson;
  let ben: TestPerson;
  let cem: TestPerson;
  let withBen: string;
  let withCem: string;

  beforeAll(async () => {
    hub = await startHub();
    [ana, ben, cem] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben'), register(hub, 'Cem')]);
    const witness = await (await register(hub, 'Witness')).connect();
    const [hers, his] = await Promise.all([ana.connect(), ben.connect()]);
    withBen = (await hers.send({ receiverId: ben.id, content: 'm1' })).conversation.id;
    for (let seq = 2; seq <= LENGTH; seq += 1) {
      await (seq % 2 ? hers : his).send({ conversationId: withBen, content: `m${seq}` });
    }
    withCem = (await hers.send({ receiverId: cem.id, content: 'to Cem' })).conversation.id;
    await witness.count('user_joined', 2);
    hers.close();
    his.close();
    // Nobody's presence changes any more while the tests look.
    await witness.next('user_left');
    await witness.next('user_left');
    closeSockets();
  });
  afterAll(() => hub.close());

  const read = (path: string, person = ana) => ask(hub, `GET ${path}`, { token: person.token });
  const seqs = ({ status, body }: Answer) => {
    expect(status).toBe(200);
    return Message.strict()
      .array()
      .parse(body)
      .map((message) => message.seq);
  };
  const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

  /** The links of an answer, by relation. */
  function links({ headers }: Answer): Record<string, string> {
    const found = (headers.get('link') ?? '').matchAll(/<([^>]+)>; rel="(\w+)"/g);
    return Object.fromEntries([...found].map(([, url, relation]) => [relation!, url!]));
  }

  /** Follows a relation from an answer for as long as it leads on. */
  async function walk(answer: Answer, relation: 'prev' | 'next'): Promise<Answer[]> {
    const answers = [answer];
    for (let url = links(answer)[relation]; url !== undefined; url = links(answers.at(-1)!)[relation]) {
      answers.push(await read(url));
      expect(answers.length).toBeLessThan(200);
    }
    return answers;
  }

  it('are listed with the other person and the newest message, newest activity first', async () => {
    const hers = Conversation.strict()
      .array()
      .parse((await read('/api/conversations')).body);
    const [his] = await ben.client.call(conversationsRoutes.list, {});

    expect(hers.map((conversation) => conversation.id)).toEqual([withCem, withBen]);
    expect(hers[1]).toMatchObject({
      id: withBen,
      kind: 'direct',
      user: { id: ben.id, name: 'Ben' },
      lastMessage: { seq: LENGTH, content: `m${LENGTH}` },
      lastSeq: LENGTH,
    });
    expect(hers[1]!.lastActivityAt).toBe(hers[1]!.lastMessage.createdAt);
    expect(his).toMatchObject({ id: withBen, user: { id: ana.id, name: 'Ana' } });
    const nobody = await register(hub, 'Nobody');
    expect(await nobody.client.call(conversationsRoutes.list, {})).toEqual([]);
  });

  it('move to the top with a message', async () => {
    const [dora, eli] = await Promise.all([register(hub, 'Dora'), register(hub, 'Eli')]);
    const socket = await dora.connect();
    const first = await socket.send({ receiverId: ana.id, content: '1' });
    const second = await socket.send({ receiverId: eli.id, content: '2' });
    const order = async () => (await dora.client.call(conversationsRoutes.list, {})).map(({ id }) => id);
    expect(await order()).toEqual([second.conversation.id, first.conversation.id]);

    await socket.send({ receiverId: ana.id, content: '3' });

    expect(await order()).toEqual([first.conversation.id, second.conversation.id]);
    closeSockets();
  });

  it('are listed page by page', async () => {
    const ids = ({ body }: Answer) => (body as Conversation[]).map(({ id }) => id);
    const pages = await walk(await read('/api/conversations?limit=1'), 'next');
    const whole = await read('/api/conversations');

    expect(ids(whole).length).toBeGreaterThan(1);
    expect(pages.flatMap(ids)).toEqual(ids(whole));
    expect(links(whole)).toEqual({});
    for (const query of ['limit=0', 'limit=501', 'limit=x']) {
      expect(refusedFields(await read(`/api/conversations?${query}`))).toEqual(['limit']);
    }
    expect(refusedFields(await read('/api/conversations?before=x'))).toEqual(['before']);
    const foreign = await read(`/api/conversations?before=${withCem}`, ben);
    expect(foreign).toMatchObject({
      status: 200,
      body: (await read(`/api/conversations?before=${randomUUID()}`, ben)).body,
    });
  });

  it('are opened with the newest page of messages, ascending, and no insight yet', async () => {
    const answer = await read(`/api/conversations/${withBen}`);

    const opened = OpenedConversation.strict().parse(answer.body);
    expect(opened).toMatchObject({ id: withBen, user: { id: ben.id, name: 'Ben', online: false }, insight: null });
    expect(opened.messages.map((message) => message.content)).toEqual(range(6, LENGTH).map((seq) => `m${seq}`));
    expect((await read(`/api/conversations/${withBen.toUpperCase()}`)).body).toEqual(answer.body);
  });

  it('answer the newest page of messages unless a place is asked for', async () => {
    const page = (query: string) => read(`/api/messages/${withBen}?${query}`).then(seqs);

    expect(await page('')).toEqual(range(6, LENGTH));
    expect(await page('limit=200')).toEqual(range(1, LENGTH));
    expect(await page('limit=2')).toEqual([104, 105]);
    expect(await page('before=4&limit=2')).toEqual([2, 3]);
    expect(await page('after=4&limit=2')).toEqual([5, 6]);
    expect(await page('around=50&limit=1')).toEqual([50]);
    expect(await page('around=50&limit=2')).toEqual([49, 50]);
    expect(await page('around=50&limit=5')).toEqual([48, 49, 50, 51, 52]);
    expect(await page('around=1&limit=5')).toEqual([1, 2, 3, 4, 5]);
    expect(await page('around=0&limit=3')).toEqual([1, 2, 3]);
    expect(await page('around=105&limit=5')).toEqual([103, 104, 105]);
    expect(await page('around=2147483647&limit=3')).toEqual([104, 105]);
    expect(await page('before=2147483647&limit=1')).toEqual([105]);
    expect(await page('after=2147483647')).toEqual([]);
    expect(await page('before=0')).toEqual([]);
  });

  it('answer the messages around one of them, which must be of this conversation', async () => {
    const around = (id: string, limit: number) => read(`/api/messages/${withBen}?aroundMessage=${id}&limit=${limit}`);
    const [first] = (await read(`/api/messages/${withBen}?around=50&limit=1`)).body as Message[];
    const page = await around(first!.id.toUpperCase(), 5);

    expect(seqs(page)).toEqual([48, 49, 50, 51, 52]);
    const back = await walk(page, 'prev');
    const forth = await walk(page, 'next');
    expect([...back.toReversed(), ...forth.slice(1)].flatMap(seqs)).toEqual(range(1, LENGTH));
    expect(await around(randomUUID(), 5)).toMatchObject({ status: 404, body: { code: 'message.not_found' } });
    expect(refusedFields(await around('x', 5))).toEqual(['aroundMessage']);
  });

  it.each([1, 2, 7, 104, 105, 106, 200])('link page to page to both ends, %d at a time', async (limit) => {
    const back = await walk(await read(`/api/messages/${withBen}?limit=${limit}`), 'prev');
    const forth = await walk(back.at(-1)!, 'next');

    expect(back.toReversed().flatMap(seqs)).toEqual(range(1, LENGTH));
    expect(forth.flatMap(seqs)).toEqual(range(1, LENGTH));
    expect(back).toHaveLength(Math.ceil(LENGTH / limit));
    expect(forth).toHaveLength(Math.ceil(LENGTH / limit));
  });

  it.each(['around=50&limit=10', 'around=1&limit=3', 'around=105&limit=3', 'around=0&limit=1', 'around=999&limit=1'])(
    'link from %s to both ends',
    async (query) => {
      const middle = await read(`/api/messages/${withBen}?${query}`);
      const back = await walk(middle, 'prev');
      const forth = await walk(middle, 'next');

      expect([...back.toReversed(), ...forth.slice(1)].flatMap(seqs)).toEqual(range(1, LENGTH));
    },
  );

  it('link from an empty page back to where there are messages', async () => {
    const before = await read(`/api/messages/${withBen}?before=1&limit=10`);
    const after = await read(`/api/messages/${withBen}?after=${LENGTH}&limit=10`);
    const far = await read(`/api/messages/${withBen}?after=2147483647&limit=10`);

    expect([before, after, far].flatMap(seqs)).toEqual([]);
    expect(links(before)).toEqual({ next: expect.any(String) as string });
    expect(seqs(await read(links(before)['next']!))).toEqual(range(1, 10));
    for (const beyond of [after, far]) {
      expect(links(beyond)).toEqual({ prev: expect.any(String) as string });
      expect(seqs(await read(links(beyond)['prev']!))).toEqual(range(96, 105));
    }
  });

  it('have no page of a place or a size that cannot be', async () => {
    const refused = async (query: string) => refusedFields(await read(`/api/messages/${withBen}?${query}`));

    for (const field of ['before', 'after', 'around', 'limit']) {
      for (const value of ['', '-1', 'x', '1.5', '1e1', '0x1', '%201', '2147483648', '1e99']) {
        expect(await refused(`${field}=${value}`)).toEqual([field]);
      }
    }
    expect(await refused('limit=201')).toEqual(['limit']);
    expect(await refused('limit=0')).toEqual(['limit']);
    expect(await refused('limit=1&limit=2')).toEqual(['limit']);
    expect(await refused('before=5&after=2')).toEqual(['before']);
    expect(await refused('offset=5')).toEqual(['offset']);
  });

  describe.each([
    ['GET /api/conversations/:id', 200],
    ['GET /api/messages/:id', 200],
    ['GET /api/messages/:id?limit=1', 200],
    ['GET /api/insights/:id', 200],
    ['POST /api/insights/:id', 200],
  ])('%s', (line, status) => {
    const at = (id: string, person = ana) => ask(hub, line.replace(':id', id), { token: person.token });

    it('answers a stranger as if there were none', async () => {
      expect((await at(withBen)).status).toBe(status);
      expect((await at(withBen, ben)).status).toBe(status);

      const foreign = await at(withBen, cem);

      problemOf(foreign, 'conversation.not_found');
      expect(withoutRequestId(foreign)).toEqual(withoutRequestId(await at(randomUUID(), cem)));
      expect([...foreign.headers.keys()]).toEqual([...(await at(randomUUID(), cem)).headers.keys()]);
    });

    it('answers as if there were none while nothing has been said', async () => {
      const [fay, gil] = await Promise.all([register(hub, 'Fay'), register(hub, 'Gil')]);
      const id = directConversationId(fay.id, gil.id);
      await hub.sql.rows(`insert into conversations (id, kind) values ($1, 'direct')`, [id]);
      await hub.sql.rows('insert into participants (conversation_id, user_id) values ($1, $2), ($1, $3)', [
        id,
        fay.id,
        gil.id,
      ]);

      problemOf(await at(id, fay), 'conversation.not_found');
      expect(await fay.client.call(conversationsRoutes.list, {})).toEqual([]);
      await (await fay.connect()).send({ receiverId: gil.id, content: 'now' });
      expect((await at(id, fay)).status).toBe(status);
      closeSockets();
    });

    it('refuses an id that is none, and whoever has no token', async () => {
      for (const id of ['x', '1', `${withBen}x`, '%00', "'%20or%20true", 'null']) {
        expect(refusedFields(await at(id))).toHaveLength(1);
      }
      problemOf(await ask(hub, line.replace(':id', withBen)), 'auth.token_missing');
    });
  });

  it('have one insight, whether it is asked for with an empty body or none', async () => {
    for (const request of [{}, { json: {} }]) {
      const made = await ask(hub, `POST /api/insights/${withBen}`, { token: ana.token, ...request });
      expect(made.status).toBe(200);
      expect(made.body).toEqual((await read(`/api/insights/${withBen}`)).body);
    }
  });
});
