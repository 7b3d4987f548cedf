import { CONVERSATION_PAGE_BYTES, type Conversation, type OpenedConversation } from '@smart-hub/contract/conversations';
import { PAGE_BYTES, type Message } from '@smart-hub/contract/messages';
import { syncRoutes, type SyncPage } from '@smart-hub/contract/sync';
import type { MessageView } from '@smart-hub/sdk';
import { directConversationId } from '../src/conversations/direct-conversation-id.js';
import { firstConversation, closeDevices, openOnlineDevice } from './support/devices.js';
import { sendRequest, type HttpResponse } from './support/http.js';
import { closeSockets, register, registerAll, startHub, type TestHub, type TestPerson } from './support/hub.js';

/** As long as messages may be, in the ways in which JSON makes them longer still. */
const LONG: [what: string, content: string][] = [
  ['emoji', '😀'.repeat(7900)],
  ['quotes and backslashes', String.raw`"\ `.repeat(2600)],
  ['control characters', '\u0001'.repeat(7900)],
];
const LENGTH = 120;

const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
const messagesOf = ({ body }: HttpResponse) => body as Message[];

describe('pages of long messages', () => {
  let hub: TestHub;
  let ana: TestPerson;
  beforeAll(async () => {
    hub = await startHub();
  });
  beforeEach(async () => {
    ana = await register(hub, 'Ana "the \\" 😀');
  });
  afterEach(() => {
    closeDevices();
    closeSockets();
  });
  afterAll(() => hub.close());

  /** A conversation in which Ana has said something long so many times. @returns its id, and what was said in order */
  async function converse(content: string, length = LENGTH, other?: TestPerson) {
    const { id: otherId } = other ?? (await register(hub, 'Ben'));
    const id = directConversationId(ana.id, otherId);
    await hub.sql.rows(
      `with conversation as (
         insert into conversations (id, kind, last_seq, last_rev) values ($1, 'direct', $2, $2) returning id
       ), participant as (
         insert into participants (conversation_id, user_id)
         select conversation.id, unnest($3::uuid[]) from conversation returning conversation_id
       )
       insert into messages (conversation_id, seq, id, sender_id, content, client_message_id, rev, created_at)
       select $1, n, gen_random_uuid(), $4, n || ' ' || $5, repeat('"', 60) || n, n, now() from generate_series(1, $2) n
        where exists (select from participant)`,
      [id, length, [ana.id, otherId], ana.id, content],
    );
    return { id, said: Array.from({ length }, (_, index) => `${index + 1} ${content}`) };
  }

  const read = (path: string) => sendRequest(hub, `GET ${path}`, { token: ana.token });

  /** Follows a relation from an answer for as long as it leads on. */
  async function walk(answer: HttpResponse, relation: 'prev' | 'next'): Promise<HttpResponse[]> {
    const answers = [answer];
    for (;;) {
      const url = answers
        .at(-1)!
        .headers.get('link')
        ?.match(new RegExp(`<([^>]+)>; rel="${relation}"`))?.[1];
      if (url === undefined) return answers;
      answers.push(await read(url));
    }
  }

  function expectBounded(answers: HttpResponse[], most = PAGE_BYTES) {
    for (const { status, body } of answers) {
      expect(status).toBe(200);
      expect(bytesOf(body)).toBeLessThanOrEqual(most);
    }
  }

  const contentsOf = (messages: readonly { content: string }[]) => messages.map(({ content }) => content);

  it.each(LONG)('of %s lead back to the first message and forth to the last', async (_, content) => {
    const { id, said } = await converse(content);

    const back = await walk(await read(`/api/messages/${id}?limit=200`), 'prev');
    const forth = await walk(await read(`/api/messages/${id}?after=0&limit=200`), 'next');

    expectBounded([...back, ...forth]);
    expect(contentsOf(back.toReversed().flatMap(messagesOf))).toEqual(said);
    expect(contentsOf(forth.flatMap(messagesOf))).toEqual(said);
    // Each is as full as can be.
    expect(bytesOf(back[0]!.body)).toBeGreaterThan(PAGE_BYTES - 60_000);
    expect(bytesOf(forth[0]!.body)).toBeGreaterThan(PAGE_BYTES - 60_000);
  });

  it.each(LONG)('of %s around a message have it in the middle and lead to both ends', async (_, content) => {
    const { id, said } = await converse(content);

    for (const seq of [1, 60, LENGTH]) {
      const middle = await read(`/api/messages/${id}?around=${seq}&limit=200`);
      const seqs = messagesOf(middle).map((message) => message.seq);
      expect(seqs).toContain(seq);
      if (seq === 60) expect(seqs).toEqual(expect.arrayContaining([59, 61]));
      const [back, forth] = [await walk(middle, 'prev'), await walk(middle, 'next')];
      expectBounded([...back, ...forth]);
      expect(contentsOf([...back.toReversed(), ...forth.slice(1)].flatMap(messagesOf))).toEqual(said);
      const { id: messageId } = messagesOf(middle).find((message) => message.seq === seq)!;
      expect((await read(`/api/messages/${id}?aroundMessage=${messageId}&limit=200`)).body).toEqual(middle.body);
    }
  });

  it('of a conversation that is opened are the newest that fit', async () => {
    const { id, said } = await converse(LONG[0]![1]);
    const { messages } = (await read(`/api/conversations/${id}`)).body as OpenedConversation;
    expect(bytesOf(messages)).toBeLessThanOrEqual(PAGE_BYTES);
    expect(contentsOf(messages)).toEqual(said.slice(-messages.length));
    expect(messages.length).toBeGreaterThan(1);
  });

  it('leave short messages as they are: a page ends where its limit says', async () => {
    const { id } = await converse('Hello! '.repeat(20).trim(), 250);
    expect(messagesOf(await read(`/api/messages/${id}?limit=200`))).toHaveLength(200);
  });

  /** Applies page after page of `sync`, as a client does. */
  async function catchUp(page: (known: Record<string, number>) => Promise<SyncPage>, known = {}) {
    const revs: Record<string, number> = { ...known };
    const said: Record<string, string[]> = {};
    for (let pages = 1; ; pages += 1) {
      const answer = await page(revs);
      expect(bytesOf(answer.changes)).toBeLessThanOrEqual(PAGE_BYTES);
      for (const { conversation, rev, messages } of answer.changes) {
        expect(rev).toBe(messages.at(-1)!.rev);
        (said[conversation.id] ??= []).push(...contentsOf(messages));
        revs[conversation.id] = rev;
      }
      if (!answer.more) return { said, revs, pages };
      // No page is in vain.
      expect(answer.changes.length).toBeGreaterThan(0);
    }
  }
  const overRest = (conversations: Record<string, number>) =>
    ana.client.call(syncRoutes.sync, { body: { conversations } });

  it.each(LONG)('of %s lead a client that catches up to the end, with every message once', async (_, content) => {
    const { id, said } = await converse(content);
    const socket = await ana.connect();

    const one = await catchUp(overRest);
    const other = await catchUp((conversations) => socket.hub.command('sync', { conversations }));

    expect(one).toEqual({ said: { [id]: said }, revs: { [id]: LENGTH }, pages: expect.any(Number) as number });
    expect(other).toEqual(one);
    expect(one.pages).toBeGreaterThan(5);
    expect(await catchUp(overRest, { [id]: LENGTH - 1 })).toMatchObject({ said: { [id]: said.slice(-1) }, pages: 1 });
  });

  it('of many conversations lead a client that catches up to the end of each', async () => {
    const people = await registerAll(hub, 60);
    const content = LONG[2]![1];
    const all = await Promise.all(people.map((person, index) => converse(content, (index % 3) + 1, person)));

    const { said, revs } = await catchUp(overRest);

    expect(said).toEqual(Object.fromEntries(all.map((one) => [one.id, one.said])));
    expect(revs).toEqual(Object.fromEntries(all.map((one) => [one.id, one.said.length])));
  });

  it('begin anew for who is too far behind: with the newest that fit, and nothing more to come', async () => {
    const { id, said } = await converse(LONG[1]![1], 30);

    const page = await overRest({ [id]: 2000 });

    expect(page).toMatchObject({ more: false, changes: [{ reset: true, rev: 30 }] });
    const { messages } = page.changes[0]!;
    expect(bytesOf(page.changes)).toBeLessThanOrEqual(PAGE_BYTES);
    expect(messages.length).toBeGreaterThan(5);
    expect(contentsOf(messages)).toEqual(said.slice(-messages.length));
  });

  it('bound the list of conversations, which leads on to the last', async () => {
    const people = await registerAll(hub, 40);
    for (const person of people) await converse(LONG[2]![1], 1, person);

    const pages = await walk(await read('/api/conversations'), 'next');

    expectBounded(pages, CONVERSATION_PAGE_BYTES);
    expect(pages.length).toBeGreaterThan(2);
    const listed = pages.flatMap(({ body }) => body as Conversation[]).map(({ user }) => user.id);
    expect(listed).toEqual(people.map(({ id }) => id).toReversed());
  });

  it.each(LONG)(
    'of %s are shown by the SDK without a hole, back to the first and forth to the last',
    async (_, content) => {
      const { id, said } = await converse(content);
      const device = await openOnlineDevice(ana);
      const shown = () => contentsOf(device.messages(id) as MessageView[]);
      expect(firstConversation(device).id).toBe(id);

      while (await device.loadOlder(id, 200));
      expect(shown()).toEqual(said);
      expect(firstConversation(device).hasOlder).toBe(false);

      const other = await openOnlineDevice(ana);
      expect(await other.showAround(id, { seq: 60 })).toBe(60);
      while (await other.loadNewer(id, 200));
      while (await other.loadOlder(id, 200));
      expect(contentsOf(other.messages(id))).toEqual(said);
      expect(firstConversation(other)).toMatchObject({ hasOlder: false, hasNewer: false });
    },
  );
});
