import { CONVERSATION_PAGE_BYTES, type Conversation, type OpenedConversation } from '@smart-hub/contract/conversations';
import { PAGE_BYTES, type Message } from '@smart-hub/contract/messages';
import { syncRoutes, type SyncPage } from '@smart-hub/contract/sync';
import type { MessageView } from '@smart-hub/sdk';
import { directConversationId } from '../src/conversations/direct-conversation-id.js';
import { firstConversation, closeDevices, openOnlineDevice } from './support/devices.js';
import { sendRequest, type HttpResponse } from './support/http.js';
import { closeSockets, register, registerAll, startHub, type TestHub, type TestPerson } from './support/hub.js';

/** Message contents near the maximum length, of characters that need several bytes each in JSON. */
const LONG_CONTENTS: [description: string, content: string][] = [
  ['long messages of emoji', '😀'.repeat(7900)],
  ['long messages of quotes and backslashes', String.raw`"\ `.repeat(2600)],
  ['long messages of control characters', '\u0001'.repeat(7900)],
];
const MESSAGE_COUNT = 120;

const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
const messagesOf = ({ body }: HttpResponse) => body as Message[];

describe('pages', () => {
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

  /** Creates a conversation with `length` numbered messages of Ana. @returns its id and message contents in order */
  async function createConversation(content: string, length = MESSAGE_COUNT, other?: TestPerson) {
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
    return { id, contents: Array.from({ length }, (_, index) => `${index + 1} ${content}`) };
  }

  const read = (path: string) => sendRequest(hub, `GET ${path}`, { token: ana.token });

  /** Follows the `prev` or `next` links from a response to the last page. @returns all pages, the response first */
  async function followLinks(response: HttpResponse, relation: 'prev' | 'next'): Promise<HttpResponse[]> {
    const pages = [response];
    for (;;) {
      const url = pages
        .at(-1)!
        .headers.get('link')
        ?.match(new RegExp(`<([^>]+)>; rel="${relation}"`))?.[1];
      if (url === undefined) return pages;
      pages.push(await read(url));
    }
  }

  function expectBounded(pages: HttpResponse[], maxBytes = PAGE_BYTES) {
    for (const { status, body } of pages) {
      expect(status).toBe(200);
      expect(bytesOf(body)).toBeLessThanOrEqual(maxBytes);
    }
  }

  const contentsOf = (messages: readonly { content: string }[]) => messages.map(({ content }) => content);

  it.each(LONG_CONTENTS)('of %s link back to the first message and forward to the last', async (_, content) => {
    const { id, contents } = await createConversation(content);

    const back = await followLinks(await read(`/api/messages/${id}?limit=200`), 'prev');
    const forth = await followLinks(await read(`/api/messages/${id}?after=0&limit=200`), 'next');

    expectBounded([...back, ...forth]);
    expect(contentsOf(back.toReversed().flatMap(messagesOf))).toEqual(contents);
    expect(contentsOf(forth.flatMap(messagesOf))).toEqual(contents);
    // The first page of each direction is as full as the limit allows.
    expect(bytesOf(back[0]!.body)).toBeGreaterThan(PAGE_BYTES - 60_000);
    expect(bytesOf(forth[0]!.body)).toBeGreaterThan(PAGE_BYTES - 60_000);
  });

  it.each(LONG_CONTENTS)(
    'of %s around a message contain the message and its neighbours, and link to the first and the last message',
    async (_, content) => {
      const { id, contents } = await createConversation(content);

      for (const seq of [1, 60, MESSAGE_COUNT]) {
        const middle = await read(`/api/messages/${id}?around=${seq}&limit=200`);
        const seqs = messagesOf(middle).map((message) => message.seq);
        expect(seqs).toContain(seq);
        if (seq === 60) expect(seqs).toEqual(expect.arrayContaining([59, 61]));
        const [back, forth] = [await followLinks(middle, 'prev'), await followLinks(middle, 'next')];
        expectBounded([...back, ...forth]);
        expect(contentsOf([...back.toReversed(), ...forth.slice(1)].flatMap(messagesOf))).toEqual(contents);
        const { id: messageId } = messagesOf(middle).find((message) => message.seq === seq)!;
        expect((await read(`/api/messages/${id}?aroundMessage=${messageId}&limit=200`)).body).toEqual(middle.body);
      }
    },
  );

  it('of an opened conversation contain the newest messages that fit into the size limit', async () => {
    const { id, contents } = await createConversation(LONG_CONTENTS[0]![1]);
    const { messages } = (await read(`/api/conversations/${id}`)).body as OpenedConversation;
    expect(bytesOf(messages)).toBeLessThanOrEqual(PAGE_BYTES);
    expect(contentsOf(messages)).toEqual(contents.slice(-messages.length));
    expect(messages.length).toBeGreaterThan(1);
  });

  it('of short messages are limited by the requested number only', async () => {
    const { id } = await createConversation('Hello! '.repeat(20).trim(), 250);
    expect(messagesOf(await read(`/api/messages/${id}?limit=200`))).toHaveLength(200);
  });

  /** Requests and applies pages of `sync` until there are no more, as a client does. */
  async function syncAll(requestPage: (revs: Record<string, number>) => Promise<SyncPage>, known = {}) {
    const revs: Record<string, number> = { ...known };
    const contents: Record<string, string[]> = {};
    for (let pages = 1; ; pages += 1) {
      const page = await requestPage(revs);
      expect(bytesOf(page.changes)).toBeLessThanOrEqual(PAGE_BYTES);
      for (const { conversation, rev, messages } of page.changes) {
        expect(rev).toBe(messages.at(-1)!.rev);
        (contents[conversation.id] ??= []).push(...contentsOf(messages));
        revs[conversation.id] = rev;
      }
      if (!page.more) return { contents, revs, pages };
      // A page that is not the last one is not empty.
      expect(page.changes.length).toBeGreaterThan(0);
    }
  }
  const syncOverRest = (conversations: Record<string, number>) =>
    ana.client.call(syncRoutes.sync, { body: { conversations } });

  it.each(LONG_CONTENTS)('of %s send every message once to a client that syncs', async (_, content) => {
    const { id, contents } = await createConversation(content);
    const socket = await ana.connect();

    const one = await syncAll(syncOverRest);
    const other = await syncAll((conversations) => socket.hub.command('sync', { conversations }));

    expect(one).toEqual({
      contents: { [id]: contents },
      revs: { [id]: MESSAGE_COUNT },
      pages: expect.any(Number) as number,
    });
    expect(other).toEqual(one);
    expect(one.pages).toBeGreaterThan(5);
    expect(await syncAll(syncOverRest, { [id]: MESSAGE_COUNT - 1 })).toMatchObject({
      contents: { [id]: contents.slice(-1) },
      pages: 1,
    });
  });

  it('of many conversations send every message of each conversation to a client that syncs', async () => {
    const people = await registerAll(hub, 60);
    const content = LONG_CONTENTS[2]![1];
    const all = await Promise.all(people.map((person, index) => createConversation(content, (index % 3) + 1, person)));

    const { contents, revs } = await syncAll(syncOverRest);

    expect(contents).toEqual(Object.fromEntries(all.map((one) => [one.id, one.contents])));
    expect(revs).toEqual(Object.fromEntries(all.map((one) => [one.id, one.contents.length])));
  });

  it('of a sync from an unknown rev are limited to one, which resets the client to the newest messages that fit', async () => {
    const { id, contents } = await createConversation(LONG_CONTENTS[1]![1], 30);

    const page = await syncOverRest({ [id]: 2000 });

    expect(page).toMatchObject({ more: false, changes: [{ reset: true, rev: 30 }] });
    const { messages } = page.changes[0]!;
    expect(bytesOf(page.changes)).toBeLessThanOrEqual(PAGE_BYTES);
    expect(messages.length).toBeGreaterThan(5);
    expect(contentsOf(messages)).toEqual(contents.slice(-messages.length));
  });

  it('of the list of conversations are limited in size, and link to the last conversation', async () => {
    const people = await registerAll(hub, 40);
    for (const person of people) await createConversation(LONG_CONTENTS[2]![1], 1, person);

    const pages = await followLinks(await read('/api/conversations'), 'next');

    expectBounded(pages, CONVERSATION_PAGE_BYTES);
    expect(pages.length).toBeGreaterThan(2);
    const listed = pages.flatMap(({ body }) => body as Conversation[]).map(({ user }) => user.id);
    expect(listed).toEqual(people.map(({ id }) => id).toReversed());
  });

  it.each(LONG_CONTENTS)(
    'of %s are loaded by the SDK without a gap, back to the first message and forward to the last',
    async (_, content) => {
      const { id, contents } = await createConversation(content);
      const device = await openOnlineDevice(ana);
      const shown = () => contentsOf(device.messages(id) as MessageView[]);
      expect(firstConversation(device).id).toBe(id);

      while (await device.loadOlder(id, 200));
      expect(shown()).toEqual(contents);
      expect(firstConversation(device).hasOlder).toBe(false);

      const other = await openOnlineDevice(ana);
      expect(await other.showAround(id, { seq: 60 })).toBe(60);
      while (await other.loadNewer(id, 200));
      while (await other.loadOlder(id, 200));
      expect(contentsOf(other.messages(id))).toEqual(contents);
      expect(firstConversation(other)).toMatchObject({ hasOlder: false, hasNewer: false });
    },
  );
});
