import { messagesRoutes } from '@smart-hub/contract/messages';
import { conversationsRoutes } from '@smart-hub/contract/conversations';
import { usersRoutes } from '@smart-hub/contract/users';
import { directConversationId } from '../src/conversations/direct-conversation-id.js';
import { sendRequest, expectProblem } from './support/http.js';
import { closeHubs, closeSockets, register, startHub, type TestHub, type TestPerson } from './support/hub.js';

const NOBODY = '018f3b1c-7a00-7000-8000-000000000001';
const REFUSED = { status: 404, code: 'conversation.not_found' };

describe('messages', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startHub();
  });
  afterEach(closeSockets);
  afterAll(closeHubs);

  it('reach every socket of both people once, after they are stored', async () => {
    const [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
    const [laptop, phone, his] = await Promise.all([ana.connect(), ana.connect(), ben.connect()]);

    const sent = await laptop.send({ receiverId: ben.id, content: '  Hello Ben!  ' });

    expect(sent).toMatchObject({ content: '  Hello Ben!', seq: 1, sender: { id: ana.id, name: 'Ana', online: true } });
    expect(await laptop.next('message_sent')).toEqual(sent);
    expect(await phone.next('message_sent')).toEqual(sent);
    expect(await his.next('new_message')).toEqual(sent);
    const stored = await hub.sql.rows<{ seq: number; content: string }>(
      'select seq, content from messages where id = $1',
      [sent.id],
    );
    expect(stored).toEqual([{ seq: 1, content: '  Hello Ben!' }]);

    const answer = await his.send({ conversationId: sent.conversation.id, content: 'Hello Ana!', replyTo: sent.id });

    expect(answer).toMatchObject({ seq: 2, replyTo: sent.id, conversation: sent.conversation });
    expect(await laptop.next('new_message')).toEqual(answer);
    expect(laptop.payloads('message_sent')).toHaveLength(1);
    expect(his.payloads('new_message')).toHaveLength(1);
    const listed = await ben.client.call(messagesRoutes.list, { params: { conversationId: sent.conversation.id } });
    expect(listed).toEqual([sent, answer]);
    const [conversation] = await ana.client.call(conversationsRoutes.list, {});
    expect(conversation).toMatchObject({
      id: sent.conversation.id,
      user: { id: ben.id, name: 'Ben', online: true },
      lastMessage: answer,
    });
  });

  it('find the same conversation by its id, by the other person, and by an upper-case id', async () => {
    const [ana, ben] = await Promise.all([register(hub), register(hub)]);
    const [hers, his] = await Promise.all([ana.connect(), ben.connect()]);
    const first = await hers.send({ receiverId: ben.id.toUpperCase(), content: 'one' });
    const conversationId = first.conversation.id;
    expect(await hers.send({ conversationId: conversationId.toUpperCase(), content: 'two' })).toMatchObject({
      seq: 2,
      conversation: { id: conversationId },
    });
    expect(await his.send({ receiverId: ana.id, content: 'three' })).toMatchObject({
      seq: 3,
      conversation: { id: conversationId },
    });
    expect(await ana.client.call(conversationsRoutes.list, {})).toHaveLength(1);
  });

  it('are stored and told without an acknowledgement, too', async () => {
    const [ana, ben] = await Promise.all([register(hub), register(hub)]);
    const [hers, his] = await Promise.all([ana.connect(), ben.connect()]);
    hers.emit('send_message', { receiverId: ben.id, content: 'Hello' });
    const told = await his.next('new_message');
    expect(told).toMatchObject({ content: 'Hello', seq: 1 });
    expect(await hers.next('message_sent')).toEqual(told);
  });

  it('take what the server knows from the server, whatever else is in the payload', async () => {
    const [ana, ben] = await Promise.all([register(hub), register(hub)]);
    const [hers, his] = await Promise.all([ana.connect(), ben.connect()]);
    const before = Date.now();
    const lies = { createdAt: '1999-01-01T00:00:00.000Z', id: NOBODY, seq: 99, rev: 99, sender: { id: ben.id } };
    const sent = await hers.send({ receiverId: ben.id, content: 'Hello', ...lies, toString: 'x' } as never);
    expect(sent).toMatchObject({ seq: 1, rev: 1, sender: { id: ana.id } });
    expect(sent.id).not.toBe(NOBODY);
    expect(Date.parse(sent.createdAt)).toBeGreaterThanOrEqual(before - 1);
    expect(await his.next('new_message')).toEqual(sent);
  });

  describe('keep their content', () => {
    let people: [TestPerson, TestPerson];
    beforeAll(async () => {
      people = [await register(hub), await register(hub)];
    });

    it.each([
      ['one character', 'x'],
      ['8,000 characters', 'x'.repeat(8000)],
      ['8,000 emoji', '\u{1F600}'.repeat(8000)],
      ['8,000 characters between blank lines', `\n \r\n${'é'.repeat(8000)}\n`],
      ['an indented code block', '\n\n    code\n      more\n\n'],
      ['a family of one glyph, right-to-left text, combining marks', '👨‍👩‍👧‍👦 שלום مرحبا e\u0301 Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚'],
      ['control characters, and line ends of all kinds', 'a\u0001\u001b[31m\t\r\n\v\f\u0085\u2028\u2029b'],
      ['the ends of Unicode', 'a\uFFFE\uFFFF\u{10FFFF}\uFDD0b'],
      ['what looks like markup, SQL, and escapes', `<script>'"; drop table messages; -- \\u0000 $1 {"a":1}`],
    ])('%s', async (_, content) => {
      const [ana, ben] = people;
      const [hers, his] = await Promise.all([ana.connect(), ben.connect()]);
      const sent = await hers.send({ receiverId: ben.id, content });
      expect(sent.content).toBe(content.replace(/^\s*\n/, '').trimEnd());
      expect(await his.next('new_message')).toEqual(sent);
      const params = { conversationId: sent.conversation.id };
      expect((await ben.client.call(messagesRoutes.list, { params })).at(-1)).toEqual(sent);
    });
  });

  describe('are refused, and leave nothing behind:', () => {
    let ana: TestPerson;
    let ben: TestPerson;
    let conversationId: string;
    beforeAll(async () => {
      [ana, ben] = await Promise.all([register(hub), register(hub)]);
      const socket = await ana.connect();
      conversationId = (await socket.send({ receiverId: ben.id, content: 'first' })).conversation.id;
    });

    /** A payload that is good but for some fields. */
    const but = (fields: object) => () => [{ receiverId: ben.id, content: 'x', ...fields }];

    it.each<[string, () => unknown[], string, string]>([
      ['no payload', () => [], 'request.invalid', 'payload is required'],
      ['null', () => [null], 'request.invalid', 'payload must be an object'],
      ['text', () => ['text'], 'request.invalid', 'payload must be an object'],
      ['a number', () => [7], 'request.invalid', 'payload must be an object'],
      ['an array', () => [[{ content: 'x' }]], 'request.invalid', 'payload must be an object'],
      ['bytes', () => [Buffer.from('x')], 'request.invalid', 'content is required'],
      ['no content', but({ content: undefined }), 'request.invalid', 'content is required'],
      ['empty content', but({ content: '' }), 'request.invalid', 'content must be 1 to 8000 characters long'],
      ['blank content', but({ content: ' \n\u00a0\ufeff' }), 'request.invalid', 'content must be 1 to 8000'],
      [
        'content of which nothing is visible',
        but({ content: '\u200b \u3164\u2800\u00ad' }),
        'request.invalid',
        'content must contain something visible',
      ],
      ['content null', but({ content: null }), 'request.invalid', 'content must be text'],
      ['content an object', but({ content: { text: 'x' } }), 'request.invalid', 'content must be text'],
      ['content an array', but({ content: ['x'] }), 'request.invalid', 'content must be text'],
      ['content a number', but({ content: 1 }), 'request.invalid', 'content must be text'],
      ['content of bytes', but({ content: Buffer.from('x') }), 'request.invalid', 'content must be text'],
      ['8,001 characters', but({ content: 'x'.repeat(8001) }), 'request.invalid', 'content must be 1 to 8000'],
      ['8,001 emoji', but({ content: '\u{1F600}'.repeat(8001) }), 'request.invalid', 'content must be 1 to 8000'],
      ['250 kB', but({ content: 'x'.repeat(250_000) }), 'request.invalid', 'content must be 1 to 8000'],
      ['1 MB', but({ content: 'x'.repeat(1 << 20) }), 'request.too_large', 'A command may have 300000 bytes'],
      ['a NUL', but({ content: 'a\0b' }), 'request.invalid', 'content must be well-formed Unicode without NUL'],
      ['half a character', but({ content: 'a\ud83d' }), 'request.invalid', 'content must be well-formed Unicode'],
      ['the other half', but({ content: '\ude00a' }), 'request.invalid', 'content must be well-formed Unicode'],
      ['to nobody', but({ receiverId: undefined }), 'request.invalid', 'receiverId is required, or conversationId'],
      ['to null', but({ receiverId: null }), 'request.invalid', 'receiverId must be text'],
      ['to an object', but({ receiverId: { id: NOBODY } }), 'request.invalid', 'receiverId must be text'],
      ['to a malformed id', but({ receiverId: '42' }), 'request.invalid', 'receiverId must be a UUID'],
      ['to an unknown person', but({ receiverId: NOBODY }), 'user.not_found', 'There is no user with this id.'],
      ['to the nil id', but({ receiverId: '00000000-0000-0000-0000-000000000000' }), 'user.not_found', 'There is no'],
      ['to oneself', () => [{ receiverId: ana.id, content: 'x' }], 'message.to_oneself', 'A message needs another'],
      ['to ONESELF', () => [{ receiverId: ana.id.toUpperCase(), content: 'x' }], 'message.to_oneself', 'A message'],
      [
        'to two places',
        but({ conversationId: NOBODY }),
        'request.invalid',
        'receiverId is required, or conversationId',
      ],
      ['into an unknown conversation', () => [{ conversationId: NOBODY, content: 'x' }], REFUSED.code, 'There is no'],
      ['into a malformed one', () => [{ conversationId: 'x', content: 'x' }], 'request.invalid', 'conversationId must'],
      ['into the id of a person', () => [{ conversationId: ben.id, content: 'x' }], REFUSED.code, 'There is no'],
      [
        'an empty clientMessageId',
        but({ clientMessageId: '' }),
        'request.invalid',
        'clientMessageId must be at least 1',
      ],
      ['one of 65', but({ clientMessageId: 'x'.repeat(65) }), 'request.invalid', 'clientMessageId must be at most 64'],
      ['one with a NUL', but({ clientMessageId: 'a\0' }), 'request.invalid', 'clientMessageId must be well-formed'],
      ['one that is a number', but({ clientMessageId: 5 }), 'request.invalid', 'clientMessageId must be text'],
      ['a reply to a malformed id', but({ replyTo: '1' }), 'request.invalid', 'replyTo must be a UUID'],
      ['a reply to nothing', but({ replyTo: NOBODY }), 'message.reply_not_found', 'There is no message'],
    ])('%s', async (_, payload, code, words) => {
      const [hers, his] = await Promise.all([ana.connect(), ben.connect()]);
      const { id } = hers;
      const last = await lastSeq(conversationId);
      const conversations = await countConversations();

      const { error } = await hers.emitRaw('send_message', ...payload());
      expect(error).toMatchObject({ code, detail: expect.stringContaining(words) });

      // The next one shows that there was no event, no row, no seq used, and no disconnect.
      const sent = await hers.send({ conversationId, content: 'good' });
      expect(sent.seq).toBe(last + 1);
      expect(await his.next('new_message')).toEqual(sent);
      expect(await hers.next('message_sent')).toEqual(sent);
      expect(await lastSeq(conversationId)).toBe(last + 1);
      expect(await countConversations()).toBe(conversations);
      expect(hers.id).toBe(id);
    });
  });

  it.each<[payload: unknown, errors: [field: string, message: string][]]>([
    [
      { receiver: 'x', text: 'Hello' },
      [
        ['content', 'content is required'],
        ['receiverId', 'receiverId or conversationId is required, but not both'],
      ],
    ],
    [
      { receiver: 'x', content: '' },
      [
        ['content', 'content must be 1 to 8000 characters long'],
        ['receiverId', 'receiverId or conversationId is required, but not both'],
      ],
    ],
    [
      { receiverId: '42', text: 'Hello' },
      [
        ['receiverId', 'receiverId must be a UUID'],
        ['content', 'content is required'],
      ],
    ],
    [
      { conversationId: 'x', text: 'Hello' },
      [
        ['conversationId', 'conversationId must be a UUID'],
        ['content', 'content is required'],
      ],
    ],
    [[], [['payload', 'payload must be an object']]],
    ['Hello', [['payload', 'payload must be an object']]],
  ])('%j names every field that is missing or wrong', async (payload, errors) => {
    const socket = await (await register(hub)).connect();

    const { error } = await socket.emitRaw('send_message', payload);

    const named = errors.map(([field, message]) => ({ field, message }));
    expect(error).toMatchObject({ code: 'request.invalid', errors: named });
    expect(error).toMatchObject({ message: named.map(({ message }) => message) });
    expect(error).toMatchObject({ detail: named.map(({ message }) => message).join('; ') });
  });

  it('a page that is wrong in two ways is told both', async () => {
    const ana = await register(hub);
    const path = `GET /api/messages/${NOBODY}?before=1&after=2&limit=none`;

    expect(expectProblem(await sendRequest(hub, path, { token: ana.token }), 'request.invalid').errors).toMatchObject([
      { field: 'limit' },
      { field: 'before' },
    ]);
  });

  it('a reply names a message of its own conversation, and of no other', async () => {
    const [ana, ben, cleo] = await Promise.all([register(hub), register(hub), register(hub)]);
    const [hers, his] = await Promise.all([ana.connect(), ben.connect(), cleo.connect()]);
    const here = await hers.send({ receiverId: ben.id, content: 'here' });
    const elsewhere = await hers.send({ receiverId: cleo.id, content: 'elsewhere' });
    const refused = hers.send({ receiverId: ben.id, content: 'no', replyTo: elsewhere.id });
    await expect(refused).rejects.toMatchObject({ code: 'message.reply_not_found' });
    const reply = await his.send({ receiverId: ana.id, content: 'yes', replyTo: here.id.toUpperCase() });
    expect(reply).toMatchObject({ seq: 2, replyTo: here.id });
    expect(await hers.next('new_message')).toEqual(reply);
    const own = await his.send({ receiverId: ana.id, content: 'and yes', replyTo: reply.id });
    expect(own).toMatchObject({ seq: 3, replyTo: reply.id });
  });

  it('a stranger cannot send into a conversation, nor hears anything of it', async () => {
    const [ana, ben, eve] = await Promise.all([register(hub), register(hub), register(hub, 'Eve')]);
    const [hers, his, strange] = await Promise.all([ana.connect(), ben.connect(), eve.connect()]);
    const first = await hers.send({ receiverId: ben.id, content: 'secret' });
    const conversationId = first.conversation.id;

    const refusals = await Promise.all([
      strange.emitRaw('send_message', { conversationId, content: 'Hi' }),
      strange.emitRaw('send_message', { conversationId: NOBODY, content: 'Hi' }),
      strange.emitRaw('send_message', { conversationId, content: 'Hi', replyTo: first.id }),
      strange.emitRaw('send_message', { conversationId, content: 'Hi', clientMessageId: 'a' }),
    ]);
    const [there, nowhere, ...others] = refusals.map(({ error }) => ({ ...error, requestId: '' }));
    expect(there).toMatchObject(REFUSED);
    expect([there, ...others]).toEqual([nowhere, nowhere, nowhere]);

    const second = await his.send({ conversationId, content: 'still secret' });
    expect(second.seq).toBe(2);
    expect(await hers.next('new_message')).toEqual(second);
    const open = await hers.send({ receiverId: eve.id, content: 'Hi Eve' });
    expect(await strange.next('new_message')).toEqual(open);
    expect(strange.messages()).toEqual([open]);
  });

  it('one that the database refuses fails alone, whatever was sent with it', async () => {
    const [ana, ben, cleo] = await Promise.all([register(hub), register(hub), register(hub)]);
    const [hers, his, third] = await Promise.all([ana.connect(), ben.connect(), cleo.connect()]);
    await hub.sql.rows("alter table messages add constraint no_poison check (content not like 'poison%')");
    const contents = Array.from({ length: 150 }, (_, index) =>
      [30, 77, 78].includes(index) ? `poison ${index}` : `${index}`,
    );
    const receivers = [ben.id, cleo.id];
    const settled = await Promise.allSettled(
      contents.map((content, index) => hers.send({ receiverId: receivers[index % 2]!, content })),
    );
    await hub.sql.rows('alter table messages drop constraint no_poison');

    const failed = settled.flatMap((result, index) =>
      result.status === 'rejected' ? [[index, result.reason.code]] : [],
    );
    expect(failed).toEqual([30, 77, 78].map((index) => [index, 'server.error']));
    for (const [socket, parity] of [
      [his, 0],
      [third, 1],
    ] as const) {
      const good = contents.filter((content, index) => index % 2 === parity && !content.startsWith('poison'));
      await socket.waitForCount('new_message', good.length);
      expect(socket.messages().map(({ content }) => content)).toEqual(good);
      expect(socket.messages().map(({ seq }) => seq)).toEqual(good.map((_, index) => index + 1));
    }
  });

  it('a person whose account is deleted while they are connected can send nothing more', async () => {
    const [ana, ben] = await Promise.all([register(hub), register(hub)]);
    const [hers, his] = await Promise.all([ana.connect(), ben.connect()]);
    const sent = await hers.send({ receiverId: ben.id, content: 'Hello' });
    await his.next('new_message');
    await hub.sql.rows('delete from users where id = $1', [ben.id]);
    const gone = { conversationId: sent.conversation.id, content: 'still here?' };
    expect(await his.emitRaw('send_message', gone)).toMatchObject({ error: REFUSED });
    expect(await his.emitRaw('send_message', { receiverId: ana.id, content: 'or so?' })).toHaveProperty('error');
    const other = await register(hub);
    const good = await (await other.connect()).send({ receiverId: ana.id, content: 'I am' });
    expect(await hers.next('new_message')).toEqual(good);
  });

  it('a conversation without messages is shown to nobody', async () => {
    const [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
    const [hers, his] = await Promise.all([ana.connect(), ben.connect()]);
    const failed = hers.send({ receiverId: ben.id, content: 'first', replyTo: NOBODY });
    await expect(failed).rejects.toMatchObject({ code: 'message.reply_not_found' });
    const id = directConversationId(ana.id, ben.id);
    expect(await hub.sql.rows('select 1 from conversations where id = $1', [id])).toHaveLength(1);
    const look = async ({ client }: TestPerson, other: TestPerson) => ({
      list: (await client.call(conversationsRoutes.list, {})).length,
      open: await client.call(conversationsRoutes.open, { params: { id } }).then(Object.keys, ({ code }) => code),
      messages: await client.call(messagesRoutes.list, { params: { conversationId: id } }).catch(({ code }) => code),
      people: (await client.call(usersRoutes.listPeople, { query: { q: other.email } })).length,
    });
    const nothing = { list: 0, open: REFUSED.code, messages: REFUSED.code, people: 1 };
    expect(await Promise.all([look(ana, ben), look(ben, ana)])).toEqual([nothing, nothing]);

    const sent = await his.send({ receiverId: ana.id, content: 'first' });
    expect(sent).toMatchObject({ seq: 1, conversation: { id } });
    const shown = { list: 1, open: expect.any(Array), messages: [sent], people: 0 };
    expect(await Promise.all([look(ana, ben), look(ben, ana)])).toEqual([shown, shown]);
  });

  async function lastSeq(conversationId: string): Promise<number> {
    const [row] = await hub.sql.rows<{ last: number; stored: number }>(
      `select c.last_seq as last, (select count(*)::integer from messages where conversation_id = c.id) as stored
         from conversations c where c.id = $1`,
      [conversationId],
    );
    expect(row!.stored).toBe(row!.last);
    return row!.last;
  }

  async function countConversations(): Promise<number> {
    const [row] = await hub.sql.rows<{ count: number }>('select count(*)::integer from conversations');
    return row!.count;
  }
});
