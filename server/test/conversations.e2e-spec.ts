import { Conversation, conversationsRoutes, OpenedConversation } from '@smart-hub/contract/conversations';
import { Message } from '@smart-hub/contract/messages';
import { randomUUID } from 'node:crypto';
import { directConversationId } from '../src/conversations/direct-conversation-id.js';
import { sendRequest, expectProblem, invalidFields, withoutRequestId, type HttpResponse } from './support/http.js';
import { closeSockets, register, startHub, type TestHub, type TestPerson } from './support/hub.js';

const LENGTH = 105;

describe('conversations', () => {
  let hub: TestHub;
  let ana: TestPerson;
  let ben: TestPerson;
  let cem: TestPerson;
  let withBen: string;
  let withCem: string;

  beforeAll(async () => {
    hub = await startHub();
    [ana, ben, cem] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben'), register(hub, 'Cem')]);
    const observer = await (await register(hub, 'Witness')).connect();
    const [anaSocket, benSocket] = await Promise.all([ana.connect(), ben.connect()]);
    withBen = (await anaSocket.send({ receiverId: ben.id, content: 'm1' })).conversation.id;
    for (let seq = 2; seq <= LENGTH; seq += 1) {
      await (seq % 2 ? anaSocket : benSocket).send({ conversationId: withBen, content: `m${seq}` });
    }
    withCem = (await anaSocket.send({ receiverId: cem.id, content: 'to Cem' })).conversation.id;
    await observer.waitForCount('user_joined', 2);
    anaSocket.close();
    benSocket.close();
    // From here on, no presence changes while the tests run.
    await observer.next('user_left');
    await observer.next('user_left');
    closeSockets();
  });
  afterAll(() => hub.close());

  const read = (path: string, person = ana) => sendRequest(hub, `GET ${path}`, { token: person.token });
  const seqs = ({ status, body }: HttpResponse) => {
    expect(status).toBe(200);
    return Message.strict()
      .array()
      .parse(body)
      .map((message) => message.seq);
  };
  const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

  /** Returns the URLs of the `Link` header of a response, by relation. */
  function links({ headers }: HttpResponse): Record<string, string> {
    const matches = (headers.get('link') ?? '').matchAll(/<([^>]+)>; rel="(\w+)"/g);
    return Object.fromEntries([...matches].map(([, url, relation]) => [relation!, url!]));
  }

  /** Returns a response and the responses reached from it by following the links of a relation to the end. */
  async function followLinks(response: HttpResponse, relation: 'prev' | 'next'): Promise<HttpResponse[]> {
    const responses = [response];
    for (let url = links(response)[relation]; url !== undefined; url = links(responses.at(-1)!)[relation]) {
      responses.push(await read(url));
      expect(responses.length).toBeLessThan(200);
    }
    return responses;
  }

  it('the list shows each conversation with the other person and the newest message, newest activity first', async () => {
    const anaList = Conversation.strict()
      .array()
      .parse((await read('/api/conversations')).body);
    const [benFirst] = await ben.client.call(conversationsRoutes.list, {});

    expect(anaList.map((conversation) => conversation.id)).toEqual([withCem, withBen]);
    expect(anaList[1]).toMatchObject({
      id: withBen,
      kind: 'direct',
      user: { id: ben.id, name: 'Ben' },
      lastMessage: { seq: LENGTH, content: `m${LENGTH}` },
      lastSeq: LENGTH,
    });
    expect(anaList[1]!.lastActivityAt).toBe(anaList[1]!.lastMessage.createdAt);
    expect(benFirst).toMatchObject({ id: withBen, user: { id: ana.id, name: 'Ana' } });
    const newcomer = await register(hub, 'Newcomer');
    expect(await newcomer.client.call(conversationsRoutes.list, {})).toEqual([]);
  });

  it('a new message moves its conversation to the top of the list', async () => {
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

  it('the list is returned in pages, and invalid page parameters are refused', async () => {
    const ids = ({ body }: HttpResponse) => (body as Conversation[]).map(({ id }) => id);
    const pages = await followLinks(await read('/api/conversations?limit=1'), 'next');
    const full = await read('/api/conversations');

    expect(ids(full).length).toBeGreaterThan(1);
    expect(pages.flatMap(ids)).toEqual(ids(full));
    expect(links(full)).toEqual({});
    for (const query of ['limit=0', 'limit=501', 'limit=x']) {
      expect(invalidFields(await read(`/api/conversations?${query}`))).toEqual(['limit']);
    }
    expect(invalidFields(await read('/api/conversations?before=x'))).toEqual(['before']);
    const foreign = await read(`/api/conversations?before=${withCem}`, ben);
    expect(foreign).toMatchObject({
      status: 200,
      body: (await read(`/api/conversations?before=${randomUUID()}`, ben)).body,
    });
  });

  it('an opened conversation has the newest page of messages in ascending order, and no insight yet', async () => {
    const response = await read(`/api/conversations/${withBen}`);

    const opened = OpenedConversation.strict().parse(response.body);
    expect(opened).toMatchObject({ id: withBen, user: { id: ben.id, name: 'Ben', online: false }, insight: null });
    expect(opened.messages.map((message) => message.content)).toEqual(range(6, LENGTH).map((seq) => `m${seq}`));
    expect((await read(`/api/conversations/${withBen.toUpperCase()}`)).body).toEqual(response.body);
  });

  it('the messages route returns the newest page unless the request names a position', async () => {
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

  it('the parameter aroundMessage selects the messages around a message of the conversation', async () => {
    const around = (id: string, limit: number) => read(`/api/messages/${withBen}?aroundMessage=${id}&limit=${limit}`);
    const [first] = (await read(`/api/messages/${withBen}?around=50&limit=1`)).body as Message[];
    const page = await around(first!.id.toUpperCase(), 5);

    expect(seqs(page)).toEqual([48, 49, 50, 51, 52]);
    const backward = await followLinks(page, 'prev');
    const forward = await followLinks(page, 'next');
    expect([...backward.toReversed(), ...forward.slice(1)].flatMap(seqs)).toEqual(range(1, LENGTH));
    expect(await around(randomUUID(), 5)).toMatchObject({ status: 404, body: { code: 'message.not_found' } });
    expect(invalidFields(await around('x', 5))).toEqual(['aroundMessage']);
  });

  it.each([1, 2, 7, 104, 105, 106, 200])(
    'the links between pages of %d messages lead to every message of the conversation once',
    async (limit) => {
      const backward = await followLinks(await read(`/api/messages/${withBen}?limit=${limit}`), 'prev');
      const forward = await followLinks(backward.at(-1)!, 'next');

      expect(backward.toReversed().flatMap(seqs)).toEqual(range(1, LENGTH));
      expect(forward.flatMap(seqs)).toEqual(range(1, LENGTH));
      expect(backward).toHaveLength(Math.ceil(LENGTH / limit));
      expect(forward).toHaveLength(Math.ceil(LENGTH / limit));
    },
  );

  it.each(['around=50&limit=10', 'around=1&limit=3', 'around=105&limit=3', 'around=0&limit=1', 'around=999&limit=1'])(
    'the links that start at the page %s lead to every message of the conversation once',
    async (query) => {
      const middle = await read(`/api/messages/${withBen}?${query}`);
      const backward = await followLinks(middle, 'prev');
      const forward = await followLinks(middle, 'next');

      expect([...backward.toReversed(), ...forward.slice(1)].flatMap(seqs)).toEqual(range(1, LENGTH));
    },
  );

  it('the link of an empty page leads to the nearest messages', async () => {
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

  it('an invalid position or page size is refused', async () => {
    const refused = async (query: string) => invalidFields(await read(`/api/messages/${withBen}?${query}`));

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
    const requestFor = (id: string, person = ana) => sendRequest(hub, line.replace(':id', id), { token: person.token });

    it('a stranger gets the same response as for a conversation that does not exist', async () => {
      expect((await requestFor(withBen)).status).toBe(status);
      expect((await requestFor(withBen, ben)).status).toBe(status);

      const foreign = await requestFor(withBen, cem);

      expectProblem(foreign, 'conversation.not_found');
      expect(withoutRequestId(foreign)).toEqual(withoutRequestId(await requestFor(randomUUID(), cem)));
      expect([...foreign.headers.keys()]).toEqual([...(await requestFor(randomUUID(), cem)).headers.keys()]);
    });

    it('a participant of a conversation without messages gets the same response as for one that does not exist', async () => {
      const [fay, gil] = await Promise.all([register(hub, 'Fay'), register(hub, 'Gil')]);
      const id = directConversationId(fay.id, gil.id);
      await hub.sql.rows(`insert into conversations (id, kind) values ($1, 'direct')`, [id]);
      await hub.sql.rows('insert into participants (conversation_id, user_id) values ($1, $2), ($1, $3)', [
        id,
        fay.id,
        gil.id,
      ]);

      expectProblem(await requestFor(id, fay), 'conversation.not_found');
      expect(await fay.client.call(conversationsRoutes.list, {})).toEqual([]);
      await (await fay.connect()).send({ receiverId: gil.id, content: 'now' });
      expect((await requestFor(id, fay)).status).toBe(status);
      closeSockets();
    });

    it('an invalid id and a request without a token are refused', async () => {
      for (const id of ['x', '1', `${withBen}x`, '%00', "'%20or%20true", 'null']) {
        expect(invalidFields(await requestFor(id))).toHaveLength(1);
      }
      expectProblem(await sendRequest(hub, line.replace(':id', withBen)), 'auth.token_missing');
    });
  });

  it('an insight is created by a request with an empty body and by one without a body', async () => {
    for (const request of [{}, { json: {} }]) {
      const created = await sendRequest(hub, `POST /api/insights/${withBen}`, { token: ana.token, ...request });
      expect(created.status).toBe(200);
      expect(created.body).toEqual((await read(`/api/insights/${withBen}`)).body);
    }
  });
});
