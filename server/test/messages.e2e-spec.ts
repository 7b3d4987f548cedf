import { messagesRoutes } from '@smart-hub/contract/messages';
import { conversationsRoutes } from '@smart-hub/contract/conversations';
import { usersRoutes } from '@smart-hub/contract/users';
import { directConversationId } from '../src/conversations/direct-conversation-id.js';
import { sendRequest, expectProblem } from './support/http.js';
import { closeHubs, closeSockets, register, startHub, type TestHub, type TestPerson } from './support/hub.js';

const UNKNOWN_ID = '018f3b1c-7a00-7000-8000-000000000001';
const NOT_FOUND = { status: 404, code: 'conversation.not_found' };

describe('messages', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startHub();
  });
  afterEach(closeSockets);
  afterAll(closeHubs);

  it('are emitted once to every socket of both participants, after they are stored', async () => {
    const [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
    const [laptop, phone, benSocket] = await Promise.all([ana.connect(), ana.connect(), ben.connect()]);

    const sent = await laptop.send({ receiverId: ben.id, content: '  Hello Ben!  ' });

    expect(sent).toMatchObject({ content: '  Hello Ben!', seq: 1, sender: { id: ana.id, name: 'Ana', online: true } });
    expect(await laptop.next('message_sent')).toEqual(sent);
    expect(await phone.next('message_sent')).toEqual(sent);
    expect(await benSocket.next('new_message')).toEqual(sent);
    const stored = await hub.sql.rows<{ seq: number; content: string }>(
      'select seq, content from messages where id = $1',
      [sent.id],
    );
    expect(stored).toEqual([{ seq: 1, content: '  Hello Ben!' }]);

    const reply = await benSocket.send({
      conversationId: sent.conversation.id,
      content: 'Hello Ana!',
      replyTo: sent.id,
    });

    expect(reply).toMatchObject({ seq: 2, replyTo: sent.id, conversation: sent.conversation });
    expect(await laptop.next('new_message')).toEqual(reply);
    expect(laptop.payloads('message_sent')).toHaveLength(1);
    expect(benSocket.payloads('new_message')).toHaveLength(1);
    const listed = await ben.client.call(messagesRoutes.list, { params: { conversationId: sent.conversation.id } });
    expect(listed).toEqual([sent, reply]);
    const [conversation] = await ana.client.call(conversationsRoutes.list, {});
    expect(conversation).toMatchObject({
      id: sent.conversation.id,
      user: { id: ben.id, name: 'Ben', online: true },
      lastMessage: reply,
    });
  });

  it('go to the same conversation whether addressed by conversationId or by receiverId, in lower or upper case', async () => {
    const [ana, ben] = await Promise.all([register(hub), register(hub)]);
    const [anaSocket, benSocket] = await Promise.all([ana.connect(), ben.connect()]);
    const first = await anaSocket.send({ receiverId: ben.id.toUpperCase(), content: 'one' });
    const conversationId = first.conversation.id;
    expect(await anaSocket.send({ conversationId: conversationId.toUpperCase(), content: 'two' })).toMatchObject({
      seq: 2,
      conversation: { id: conversationId },
    });
    expect(await benSocket.send({ receiverId: ana.id, content: 'three' })).toMatchObject({
      seq: 3,
      conversation: { id: conversationId },
    });
    expect(await ana.client.call(conversationsRoutes.list, {})).toHaveLength(1);
  });

  it('are stored and published even when the client requests no acknowledgement', async () => {
    const [ana, ben] = await Promise.all([register(hub), register(hub)]);
    const [anaSocket, benSocket] = await Promise.all([ana.connect(), ben.connect()]);
    anaSocket.emit('send_message', { receiverId: ben.id, content: 'Hello' });
    const received = await benSocket.next('new_message');
    expect(received).toMatchObject({ content: 'Hello', seq: 1 });
    expect(await anaSocket.next('message_sent')).toEqual(received);
  });

  it('ignore an id, a sender, a seq, a rev and a time in the payload', async () => {
    const [ana, ben] = await Promise.all([register(hub), register(hub)]);
    const [anaSocket, benSocket] = await Promise.all([ana.connect(), ben.connect()]);
    const before = Date.now();
    const forged = { createdAt: '1999-01-01T00:00:00.000Z', id: UNKNOWN_ID, seq: 99, rev: 99, sender: { id: ben.id } };
    const sent = await anaSocket.send({ receiverId: ben.id, content: 'Hello', ...forged, toString: 'x' } as never);
    expect(sent).toMatchObject({ seq: 1, rev: 1, sender: { id: ana.id } });
    expect(sent.id).not.toBe(UNKNOWN_ID);
    expect(Date.parse(sent.createdAt)).toBeGreaterThanOrEqual(before - 1);
    expect(await benSocket.next('new_message')).toEqual(sent);
  });

  describe('with unusual content', () => {
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
      ['an emoji of several code points, right-to-left text, combining marks', '👨‍👩‍👧‍👦 שלום مرحبا e\u0301 Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚'],
      ['control characters, and line ends of all kinds', 'a\u0001\u001b[31m\t\r\n\v\f\u0085\u2028\u2029b'],
      ['noncharacters and the last code point of Unicode', 'a\uFFFE\uFFFF\u{10FFFF}\uFDD0b'],
      ['text that resembles markup, SQL and escapes', `<script>'"; drop table messages; -- \\u0000 $1 {"a":1}`],
    ])(
      'are stored and published, with only leading blank lines and trailing white space removed: %s',
      async (_, content) => {
        const [ana, ben] = people;
        const [anaSocket, benSocket] = await Promise.all([ana.connect(), ben.connect()]);
        const sent = await anaSocket.send({ receiverId: ben.id, content });
        expect(sent.content).toBe(content.replace(/^\s*\n/, '').trimEnd());
        expect(await benSocket.next('new_message')).toEqual(sent);
        const params = { conversationId: sent.conversation.id };
        expect((await ben.client.call(messagesRoutes.list, { params })).at(-1)).toEqual(sent);
      },
    );
  });

  describe('with an invalid field or receiver', () => {
    let ana: TestPerson;
    let ben: TestPerson;
    let conversationId: string;
    beforeAll(async () => {
      [ana, ben] = await Promise.all([register(hub), register(hub)]);
      const socket = await ana.connect();
      conversationId = (await socket.send({ receiverId: ben.id, content: 'first' })).conversation.id;
    });

    /** Creates a function that returns a valid payload with the given fields replaced. */
    const withFields = (fields: object) => () => [{ receiverId: ben.id, content: 'x', ...fields }];

    it.each<[string, () => unknown[], string, string]>([
      ['no payload', () => [], 'request.invalid', 'payload is required'],
      ['null as payload', () => [null], 'request.invalid', 'payload must be an object'],
      ['text as payload', () => ['text'], 'request.invalid', 'payload must be an object'],
      ['a number as payload', () => [7], 'request.invalid', 'payload must be an object'],
      ['an array as payload', () => [[{ content: 'x' }]], 'request.invalid', 'payload must be an object'],
      ['bytes as payload', () => [Buffer.from('x')], 'request.invalid', 'content is required'],
      ['no content', withFields({ content: undefined }), 'request.invalid', 'content is required'],
      ['empty content', withFields({ content: '' }), 'request.invalid', 'content must be 1 to 8000 characters long'],
      ['blank content', withFields({ content: ' \n\u00a0\ufeff' }), 'request.invalid', 'content must be 1 to 8000'],
      [
        'content without visible characters',
        withFields({ content: '\u200b \u3164\u2800\u00ad' }),
        'request.invalid',
        'content must contain something visible',
      ],
      ['null as content', withFields({ content: null }), 'request.invalid', 'content must be text'],
      ['an object as content', withFields({ content: { text: 'x' } }), 'request.invalid', 'content must be text'],
      ['an array as content', withFields({ content: ['x'] }), 'request.invalid', 'content must be text'],
      ['a number as content', withFields({ content: 1 }), 'request.invalid', 'content must be text'],
      ['bytes as content', withFields({ content: Buffer.from('x') }), 'request.invalid', 'content must be text'],
      [
        'content of 8,001 characters',
        withFields({ content: 'x'.repeat(8001) }),
        'request.invalid',
        'content must be 1 to 8000',
      ],
      [
        'content of 8,001 emoji',
        withFields({ content: '\u{1F600}'.repeat(8001) }),
        'request.invalid',
        'content must be 1 to 8000',
      ],
      [
        'content of 250 kB',
        withFields({ content: 'x'.repeat(250_000) }),
        'request.invalid',
        'content must be 1 to 8000',
      ],
      [
        'content of 1 MB',
        withFields({ content: 'x'.repeat(1 << 20) }),
        'request.too_large',
        'A command may have 300000 bytes',
      ],
      [
        'content with a NUL',
        withFields({ content: 'a\0b' }),
        'request.invalid',
        'content must be well-formed Unicode without NUL',
      ],
      [
        'content with a lone high surrogate',
        withFields({ content: 'a\ud83d' }),
        'request.invalid',
        'content must be well-formed Unicode',
      ],
      [
        'content with a lone low surrogate',
        withFields({ content: '\ude00a' }),
        'request.invalid',
        'content must be well-formed Unicode',
      ],
      [
        'no receiver',
        withFields({ receiverId: undefined }),
        'request.invalid',
        'receiverId or conversationId is required',
      ],
      ['a null receiver', withFields({ receiverId: null }), 'request.invalid', 'receiverId must be text'],
      [
        'an object as receiver',
        withFields({ receiverId: { id: UNKNOWN_ID } }),
        'request.invalid',
        'receiverId must be text',
      ],
      ['a malformed receiver id', withFields({ receiverId: '42' }), 'request.invalid', 'receiverId must be a UUID'],
      [
        'an unknown receiver',
        withFields({ receiverId: UNKNOWN_ID }),
        'user.not_found',
        'There is no user with this id.',
      ],
      [
        'the nil id as receiver',
        withFields({ receiverId: '00000000-0000-0000-0000-000000000000' }),
        'user.not_found',
        'There is no',
      ],
      [
        'the sender as receiver',
        () => [{ receiverId: ana.id, content: 'x' }],
        'message.to_oneself',
        'You cannot send a message to yourself',
      ],
      [
        'the sender as receiver, in upper case',
        () => [{ receiverId: ana.id.toUpperCase(), content: 'x' }],
        'message.to_oneself',
        'You cannot send a message to yourself',
      ],
      [
        'both a receiver and a conversation',
        withFields({ conversationId: UNKNOWN_ID }),
        'request.invalid',
        'receiverId or conversationId is required',
      ],
      ['an unknown conversation', () => [{ conversationId: UNKNOWN_ID, content: 'x' }], NOT_FOUND.code, 'There is no'],
      [
        'a malformed conversation id',
        () => [{ conversationId: 'x', content: 'x' }],
        'request.invalid',
        'conversationId must',
      ],
      [
        'the id of a person as conversation',
        () => [{ conversationId: ben.id, content: 'x' }],
        NOT_FOUND.code,
        'There is no',
      ],
      [
        'an empty clientMessageId',
        withFields({ clientMessageId: '' }),
        'request.invalid',
        'clientMessageId must be at least 1',
      ],
      [
        'a clientMessageId of 65 characters',
        withFields({ clientMessageId: 'x'.repeat(65) }),
        'request.invalid',
        'clientMessageId must be at most 64',
      ],
      [
        'a clientMessageId with a NUL',
        withFields({ clientMessageId: 'a\0' }),
        'request.invalid',
        'clientMessageId must be well-formed',
      ],
      [
        'a clientMessageId that is a number',
        withFields({ clientMessageId: 5 }),
        'request.invalid',
        'clientMessageId must be text',
      ],
      ['a reply to a malformed id', withFields({ replyTo: '1' }), 'request.invalid', 'replyTo must be a UUID'],
      [
        'a reply to an unknown message',
        withFields({ replyTo: UNKNOWN_ID }),
        'message.reply_not_found',
        'The message to reply to does not exist',
      ],
    ])('are refused without any effect: %s', async (_, payload, code, detail) => {
      const [anaSocket, benSocket] = await Promise.all([ana.connect(), ben.connect()]);
      const { id } = anaSocket;
      const last = await lastSeq(conversationId);
      const conversations = await countConversations();

      const { error } = await anaSocket.emitRaw('send_message', ...payload());
      expect(error).toMatchObject({ code, detail: expect.stringContaining(detail) });

      // The next message shows that the refused one caused no event, no row, no used seq and no disconnect.
      const sent = await anaSocket.send({ conversationId, content: 'good' });
      expect(sent.seq).toBe(last + 1);
      expect(await benSocket.next('new_message')).toEqual(sent);
      expect(await anaSocket.next('message_sent')).toEqual(sent);
      expect(await lastSeq(conversationId)).toBe(last + 1);
      expect(await countConversations()).toBe(conversations);
      expect(anaSocket.id).toBe(id);
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
  ])('are refused with an error for each missing or invalid field: %j', async (payload, errors) => {
    const socket = await (await register(hub)).connect();

    const { error } = await socket.emitRaw('send_message', payload);

    const named = errors.map(([field, message]) => ({ field, message }));
    expect(error).toMatchObject({ code: 'request.invalid', errors: named });
    expect(error).toMatchObject({ message: named.map(({ message }) => message) });
    expect(error).toMatchObject({ detail: named.map(({ message }) => message).join('; ') });
  });

  it('are not listed for a query with two errors, and the response names both errors', async () => {
    const ana = await register(hub);
    const path = `GET /api/messages/${UNKNOWN_ID}?before=1&after=2&limit=none`;

    expect(expectProblem(await sendRequest(hub, path, { token: ana.token }), 'request.invalid').errors).toMatchObject([
      { field: 'limit' },
      { field: 'before' },
    ]);
  });

  it('can reply only to a message of the same conversation', async () => {
    const [ana, ben, cleo] = await Promise.all([register(hub), register(hub), register(hub)]);
    const [anaSocket, benSocket] = await Promise.all([ana.connect(), ben.connect(), cleo.connect()]);
    const here = await anaSocket.send({ receiverId: ben.id, content: 'here' });
    const elsewhere = await anaSocket.send({ receiverId: cleo.id, content: 'elsewhere' });
    const refused = anaSocket.send({ receiverId: ben.id, content: 'no', replyTo: elsewhere.id });
    await expect(refused).rejects.toMatchObject({ code: 'message.reply_not_found' });
    const reply = await benSocket.send({ receiverId: ana.id, content: 'yes', replyTo: here.id.toUpperCase() });
    expect(reply).toMatchObject({ seq: 2, replyTo: here.id });
    expect(await anaSocket.next('new_message')).toEqual(reply);
    const own = await benSocket.send({ receiverId: ana.id, content: 'and yes', replyTo: reply.id });
    expect(own).toMatchObject({ seq: 3, replyTo: reply.id });
  });

  it('of a conversation can be neither sent nor received by a stranger', async () => {
    const [ana, ben, eve] = await Promise.all([register(hub), register(hub), register(hub, 'Eve')]);
    const [anaSocket, benSocket, eveSocket] = await Promise.all([ana.connect(), ben.connect(), eve.connect()]);
    const first = await anaSocket.send({ receiverId: ben.id, content: 'secret' });
    const conversationId = first.conversation.id;

    const refusals = await Promise.all([
      eveSocket.emitRaw('send_message', { conversationId, content: 'Hi' }),
      eveSocket.emitRaw('send_message', { conversationId: UNKNOWN_ID, content: 'Hi' }),
      eveSocket.emitRaw('send_message', { conversationId, content: 'Hi', replyTo: first.id }),
      eveSocket.emitRaw('send_message', { conversationId, content: 'Hi', clientMessageId: 'a' }),
    ]);
    const [known, unknown, ...others] = refusals.map(({ error }) => ({ ...error, requestId: '' }));
    expect(known).toMatchObject(NOT_FOUND);
    expect([known, ...others]).toEqual([unknown, unknown, unknown]);

    const second = await benSocket.send({ conversationId, content: 'still secret' });
    expect(second.seq).toBe(2);
    expect(await anaSocket.next('new_message')).toEqual(second);
    const open = await anaSocket.send({ receiverId: eve.id, content: 'Hi Eve' });
    expect(await eveSocket.next('new_message')).toEqual(open);
    expect(eveSocket.messages()).toEqual([open]);
  });

  it('that the database refuses do not make other messages of the same batch fail', async () => {
    const [ana, ben, cleo] = await Promise.all([register(hub), register(hub), register(hub)]);
    const [anaSocket, benSocket, cleoSocket] = await Promise.all([ana.connect(), ben.connect(), cleo.connect()]);
    await hub.sql.rows("alter table messages add constraint no_poison check (content not like 'poison%')");
    const contents = Array.from({ length: 150 }, (_, index) =>
      [30, 77, 78].includes(index) ? `poison ${index}` : `${index}`,
    );
    const receivers = [ben.id, cleo.id];
    const settled = await Promise.allSettled(
      contents.map((content, index) => anaSocket.send({ receiverId: receivers[index % 2]!, content })),
    );
    await hub.sql.rows('alter table messages drop constraint no_poison');

    const failed = settled.flatMap((result, index) =>
      result.status === 'rejected' ? [[index, result.reason.code]] : [],
    );
    expect(failed).toEqual([30, 77, 78].map((index) => [index, 'server.error']));
    for (const [socket, parity] of [
      [benSocket, 0],
      [cleoSocket, 1],
    ] as const) {
      const good = contents.filter((content, index) => index % 2 === parity && !content.startsWith('poison'));
      await socket.waitForCount('new_message', good.length);
      expect(socket.messages().map(({ content }) => content)).toEqual(good);
      expect(socket.messages().map(({ seq }) => seq)).toEqual(good.map((_, index) => index + 1));
    }
  });

  it('cannot be sent by a connected user after their account is deleted', async () => {
    const [ana, ben] = await Promise.all([register(hub), register(hub)]);
    const [anaSocket, benSocket] = await Promise.all([ana.connect(), ben.connect()]);
    const sent = await anaSocket.send({ receiverId: ben.id, content: 'Hello' });
    await benSocket.next('new_message');
    await hub.sql.rows('delete from users where id = $1', [ben.id]);
    const toAna = { conversationId: sent.conversation.id, content: 'still here?' };
    expect(await benSocket.emitRaw('send_message', toAna)).toMatchObject({ error: NOT_FOUND });
    expect(await benSocket.emitRaw('send_message', { receiverId: ana.id, content: 'or so?' })).toHaveProperty('error');
    const other = await register(hub);
    const good = await (await other.connect()).send({ receiverId: ana.id, content: 'I am' });
    expect(await anaSocket.next('new_message')).toEqual(good);
  });

  it('must exist in a conversation before its participants see the conversation', async () => {
    const [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
    const [anaSocket, benSocket] = await Promise.all([ana.connect(), ben.connect()]);
    const failed = anaSocket.send({ receiverId: ben.id, content: 'first', replyTo: UNKNOWN_ID });
    await expect(failed).rejects.toMatchObject({ code: 'message.reply_not_found' });
    const id = directConversationId(ana.id, ben.id);
    expect(await hub.sql.rows('select 1 from conversations where id = $1', [id])).toHaveLength(1);
    const visibleTo = async ({ client }: TestPerson, other: TestPerson) => ({
      list: (await client.call(conversationsRoutes.list, {})).length,
      open: await client.call(conversationsRoutes.open, { params: { id } }).then(Object.keys, ({ code }) => code),
      messages: await client.call(messagesRoutes.list, { params: { conversationId: id } }).catch(({ code }) => code),
      people: (await client.call(usersRoutes.listPeople, { query: { q: other.email } })).length,
    });
    const nothing = { list: 0, open: NOT_FOUND.code, messages: NOT_FOUND.code, people: 1 };
    expect(await Promise.all([visibleTo(ana, ben), visibleTo(ben, ana)])).toEqual([nothing, nothing]);

    const sent = await benSocket.send({ receiverId: ana.id, content: 'first' });
    expect(sent).toMatchObject({ seq: 1, conversation: { id } });
    const shown = { list: 1, open: expect.any(Array), messages: [sent], people: 0 };
    expect(await Promise.all([visibleTo(ana, ben), visibleTo(ben, ana)])).toEqual([shown, shown]);
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
