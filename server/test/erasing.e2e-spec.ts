import { conversationsRoutes } from '@smart-hub/contract/conversations';
import { insightsRoutes } from '@smart-hub/contract/insights';
import { messagesRoutes } from '@smart-hub/contract/messages';
import { syncRoutes } from '@smart-hub/contract/sync';
import { usersRoutes } from '@smart-hub/contract/users';
import { HubClient } from '@smart-hub/sdk';
import { v7 as uuid } from 'uuid';
import { personalData } from '../src/administration/personal-data.js';
import { directConversationId } from '../src/conversations/direct-conversation-id.js';
import { InsightsStore } from '../src/insights/insights.store.js';
import { SendsStore } from '../src/messages/sends.store.js';
import { dump, tellingColumns } from './support/columns.js';
import { closeDevices, first, openOnline, until } from './support/devices.js';
import { ask, problemOf } from './support/http.js';
import { jsonOf, runCommand, securityLogOf, startCommand } from './support/hub-command.js';
import {
  closeHubs,
  closeSockets,
  PASSWORD,
  register,
  startHub,
  until as comesTrue,
  type Hub,
  type TestPerson,
} from './support/hub.js';
import { miscounted } from './support/table.js';
import type { TestSocket } from './support/test-socket.js';

jest.setTimeout(60_000);

const ERASED = { name: 'Deleted account', deletedAt: expect.any(String) };
/** Of the words that nobody else writes. */
const SECRET = 'quincunx';

let hub: Hub;
beforeAll(async () => {
  hub = await startHub();
});
afterEach(() => {
  closeSockets();
  closeDevices();
});
afterAll(closeHubs);

const erase = ({ id }: Pick<TestPerson, 'id'>) => jsonOf(hub.database, ['users', 'erase', id, '--yes']);
const refusalOf = (sent: Promise<unknown>) =>
  sent.then(
    () => 'sent',
    ({ code }: { code: string }) => code,
  );

/** Has somebody write many messages to another, in the table. */
async function fill(from: TestPerson, to: TestPerson, count: number): Promise<string> {
  const socket = await from.connect();
  const { conversation } = await socket.send({ receiverId: to.id, content: `${SECRET} 1` });
  await hub.sql.rows(
    `insert into messages (conversation_id, seq, id, sender_id, content, rev, created_at)
     select $1, n, gen_random_uuid(), $2, '${SECRET} ' || n, n, now() from generate_series(2, $3::integer) n`,
    [conversation.id, from.id, count],
  );
  await hub.sql.rows('update conversations set last_seq = $2, last_rev = $2 where id = $1', [conversation.id, count]);
  await hub.sql.rows('update participants set sent_count = $3 where conversation_id = $1 and user_id = $2', [
    conversation.id,
    from.id,
    count,
  ]);
  return conversation.id;
}

describe('pnpm hub users erase', () => {
  it('removes a person, and leaves tombstones that keep their place', async () => {
    const [ana, ben] = [await register(hub, 'Anabelle Unique'), await register(hub, 'Ben')];
    const [anas, bens] = [await ana.connect(), await ben.connect()];
    const said = await anas.send({ receiverId: ben.id, content: `I say ${SECRET}`, clientMessageId: 'one' });
    const answer = await bens.send({ receiverId: ana.id, content: 'What does it mean?', replyTo: said.id });
    await anas.send({ receiverId: ben.id, content: `A pattern is a ${SECRET}` });
    const { id } = said.conversation;
    await ben.client.call(insightsRoutes.create, { params: { conversationId: id } });
    const known = await ben.client.call(conversationsRoutes.open, { params: { id } });

    const erased = await runCommand(hub.database, ['users', 'erase', ana.email, '--yes']);
    const since = performance.now();
    expect(erased).toMatchObject({
      status: 0,
      stdout: `The account ${ana.id} is erased: 2 messages in 1 conversations.\n`,
    });
    expect(securityLogOf(erased).map(({ event, userId }) => ({ event, userId }))).toEqual([
      { event: 'admin.user_erasing', userId: ana.id },
      { event: 'admin.user_erased', userId: ana.id },
    ]);
    const { error } = await anas.next('session_expired');
    expect(error).toMatchObject({ code: 'auth.token_invalid', detail: 'This account does not exist any more.' });
    await bens.next('resync');
    // 5 s, and what a busy machine takes to deliver it.
    expect(performance.now() - since).toBeLessThan(15_000);

    const opened = await ben.client.call(conversationsRoutes.open, { params: { id } });
    expect(opened).toMatchObject({ user: { id: ana.id, ...ERASED }, lastSeq: 3, rev: 6, insight: null });
    const tombstone = { content: '', deletedAt: expect.any(String), sender: { id: ana.id, ...ERASED } };
    expect(opened.messages).toMatchObject([
      { ...tombstone, seq: 1, rev: 5, id: said.id },
      { content: 'What does it mean?', seq: 2, rev: 2, id: answer.id, replyTo: said.id, sender: { name: 'Ben' } },
      { ...tombstone, seq: 3, rev: 6 },
    ]);
    expect(opened.messages[1]).not.toHaveProperty('deletedAt');
    // A client that knows the conversation is told of the tombstones, and of nothing else.
    const page = await ben.client.call(syncRoutes.sync, { body: { conversations: { [id]: known.rev } } });
    expect(page.changes).toMatchObject([{ rev: 6, reset: false, messages: [{ seq: 1 }, { seq: 3 }] }]);
    const [listed] = await ben.client.call(conversationsRoutes.list, {});
    expect(listed).toMatchObject({ user: ERASED, lastMessage: { content: '', seq: 3 }, unread: 2 });
    expect(await miscounted((text) => hub.sql.rows(text))).toEqual([]);

    expect(await refusalOf(bens.send({ receiverId: ana.id, content: 'Hello?' }))).toBe('conversation.closed');
    expect(await refusalOf(bens.send({ conversationId: id, content: 'Hello?' }))).toBe('conversation.closed');
    problemOf(await ask(hub, 'GET /api/users/profile', { token: ana.token }), 'auth.token_invalid');
    problemOf(
      await ask(hub, 'POST /api/auth/login', { json: { email: ana.email, password: PASSWORD } }),
      'auth.credentials_invalid',
    );
    expect(await ben.client.call(usersRoutes.person, { params: { id: ana.id } })).toMatchObject(ERASED);
    for (const q of ['Anabelle', 'Deleted', ana.email])
      expect(await ben.client.call(usersRoutes.listPeople, { query: { q, everyone: 'true' } })).toEqual([]);

    // The address is free again, and somebody else.
    const client = new HubClient({ url: hub.url });
    const { user } = await client.register({ name: 'Another', email: ana.email, password: PASSWORD });
    expect(user.id).not.toBe(ana.id);
    expect(await jsonOf(hub.database, ['users', 'erase', user.id, '--yes'])).toEqual([
      { id: user.id, state: 'erased', conversations: 0, messages: 0 },
    ]);
    for (const act of ['enable', 'disable', 'reset-password']) {
      const { status, stderr } = await runCommand(hub.database, ['users', act, ana.id]);
      expect({ status, stderr }).toEqual({
        status: 1,
        stderr: 'This account is erased, or being erased: that cannot be undone.\n',
      });
    }
    expect((await runCommand(hub.database, ['users', 'erase', ana.id, '--yes'])).stdout).toBe(
      'The account is erased already.\n',
    );
  });

  it('leaves nothing of a person in any table', async () => {
    const own = await startHub({ REGISTRATION: 'domains', REGISTRATION_DOMAINS: 'example.com' });
    const [ana, ben] = [await register(own, 'Zebedee Xylophone'), await register(own, 'Ben')];
    const [anas, bens] = [await ana.connect(), await ben.connect()];
    const { conversation } = await anas.send({ receiverId: ben.id, content: `I decide on ${SECRET}` });
    await bens.send({ conversationId: conversation.id, content: 'Fine' });
    await ben.client.call(insightsRoutes.create, { params: { conversationId: conversation.id } });
    await ana.client.call(usersRoutes.changePrivacy, { body: { hidesPresence: true } });
    await ask(own, 'POST /api/invitations', { token: ana.token, json: {} });
    await ask(own, 'POST /api/auth/login', { json: { email: ana.email, password: PASSWORD } });
    await ask(own, 'POST /api/auth/login', { json: { email: ana.email, password: 'Wrong-123' } });
    const traces = [SECRET, 'zebedee', 'xylophone', ana.email];
    const before = (await dump(own)).toLowerCase();
    for (const trace of traces) expect(before).toContain(trace);

    await runCommand(own.database, ['users', 'erase', ana.id, '--yes']);
    await anas.ended();
    const after = (await dump(own)).toLowerCase();
    for (const trace of traces) expect(after).not.toContain(trace);
    for (const table of ['insights', 'insight_claims', 'invitations', 'login_failures'])
      expect(await own.sql.rows(`select from ${table}`)).toEqual([]);
    for (const table of ['searchable_names', 'login_addresses'])
      expect(await own.sql.rows(`select from ${table} where user_id = $1`, [ana.id])).toEqual([]);
    const [user] = await own.sql.rows(
      'select last_seen_at, hides_presence, listed, email = id::text as replaced from users where id = $1',
      [ana.id],
    );
    expect(user).toEqual({ last_seen_at: null, hides_presence: false, listed: false, replaced: true });
    // The server starts again beside such an account.
    await own.stop();
    await own.start();
    expect((await ask(own, 'GET /api/health')).status).toBe(200);
  });

  it('deals with every column that can hold a text, bytes or an id: a new one must be entered', async () => {
    expect(await tellingColumns(hub)).toEqual(Object.keys(personalData).toSorted());
    const own = await startHub();
    await own.sql.rows('create table notes (user_id uuid, note text, count integer)');
    expect((await tellingColumns(own)).filter((column) => !(column in personalData))).toEqual([
      'notes.note',
      'notes.user_id',
    ]);
  });

  it('goes on where it was killed, and its partners see all of it', async () => {
    const ana = await register(hub, 'Ana Killed');
    const partners = await Promise.all([1, 2, 3].map((index) => register(hub, `Partner ${index}`)));
    const byId = new Map<string, TestPerson>();
    for (const partner of partners) byId.set(await fill(ana, partner, 1200), partner);
    const [done, locked, untouched] = [...byId.keys()].toSorted() as [string, string, string];
    const device = await openOnline(byId.get(untouched)!);
    const deleted = async () =>
      Object.fromEntries(
        (
          await hub.sql.rows<{ id: string; count: number }>(
            `select conversation_id as id, count(*)::integer as count from messages
              where sender_id = $1 and deleted_at is not null and content = '' group by 1`,
            [ana.id],
          )
        ).map(({ id, count }) => [id, count]),
      );

    const lock = await hub.hold('select from conversations where id = $1 for update', [locked]);
    const killed = startCommand(hub.database, ['users', 'erase', ana.id, '--yes']);
    await killed.says(/Another transaction has locked a row: waiting for it/);
    expect(await killed.kill()).toMatchObject({ status: null, stdout: '' });
    await lock.release();
    expect(await deleted()).toEqual({ [done]: 1200 });
    const [interrupted] = await jsonOf(hub.database, ['users', 'list', '--state', 'erasing']);
    expect(interrupted).toMatchObject({ id: ana.id, state: 'erasing', email: ana.email, name: 'Deleted account' });
    problemOf(await ask(hub, 'GET /api/users/profile', { token: ana.token }), 'auth.token_invalid');

    const second = await runCommand(hub.database, ['users', 'erase', ana.email, '--yes']);
    expect(second.stderr).toContain('Its erasing was interrupted, and goes on.');
    expect(second.stderr).toMatch(/^\d+ of 2400 messages, \d of 2 conversations\.$/m);
    expect(second.stdout).toBe(`The account ${ana.id} is erased: 2400 messages in 2 conversations.\n`);
    expect(await deleted()).toEqual({ [done]: 1200, [locked]: 1200, [untouched]: 1200 });
    const revs = await hub.sql.rows(
      `select count(distinct rev)::integer as count, min(rev) as first, max(rev) as last from messages
        where conversation_id = $1`,
      [locked],
    );
    expect(revs).toEqual([{ count: 1200, first: 1202, last: 2401 }]);

    // More changes than a client catches up on one by one: it begins anew with the newest page.
    await until(device, (one) => first(one).user.deletedAt !== undefined, 'the deleted person');
    await until(device, (one) => one.messages(untouched).every(({ deletedAt }) => deletedAt), 'tombstones');
    expect(device.messages(untouched).length).toBeGreaterThan(0);
    expect(await miscounted((text) => hub.sql.rows(text))).toEqual([]);
  });

  it('shows tombstones to a client that is connected within seconds, however old the messages are', async () => {
    const [ana, ben] = [await register(hub, 'Ana Seen'), await register(hub, 'Ben Seen')];
    const anas = await ana.connect();
    const said = await anas.send({ receiverId: ben.id, content: 'The first' });
    const { id } = said.conversation;
    const bens = await ben.connect();
    for (let index = 0; index < 5; index += 1) await bens.send({ conversationId: id, content: `Answer ${index}` });
    const device = await openOnline(ben);
    await device.loadOlder(id);
    expect(device.messages(id)).toHaveLength(6);

    await erase(ana);
    await until(device, (one) => one.messages(id)[0]!.deletedAt !== undefined, 'a tombstone', 15_000);
    expect(
      device.messages(id).map(({ content, senderName, deletedAt }) => [content, senderName, Boolean(deletedAt)]),
    ).toEqual([
      ['', 'Deleted account', true],
      ...[0, 1, 2, 3, 4].map((index) => [`Answer ${index}`, 'Ben Seen', false]),
    ]);
    expect(first(device).user).toMatchObject({ name: 'Deleted account', deletedAt: expect.any(String) });
    await until(device, (one) => !first(one).user.online, 'the deleted person to be offline');
    // What is written into it then fails, and stays with who wrote it.
    await device.send({ conversationId: id, content: 'Too late' });
    await until(device, (one) => one.messages(id).at(-1)?.state === 'failed', 'the refusal');
    expect(device.messages(id).at(-1)!.problem).toMatchObject({ code: 'conversation.closed', retryable: false });
  });

  it('loses no race: what is sent meanwhile is deleted or refused, and the numbers stay whole', async () => {
    const ana = await register(hub, 'Ana Racing');
    const partners = await Promise.all([1, 2, 3, 4].map((index) => register(hub, `Racer ${index}`)));
    const anas = await ana.connect();
    const sockets = await Promise.all(partners.map((partner) => partner.connect()));
    await anas.send({ receiverId: partners[0]!.id, content: `${SECRET} first` });
    const over = new AbortController();
    // A loop without a connection would wait for nothing but itself, and keep everything else from running.
    const race = async (
      socket: TestSocket,
      message: { receiverId: string; content: string },
      outcomes: Set<string>,
    ) => {
      while (!over.signal.aborted && socket.hub.io.connected) outcomes.add(await refusalOf(socket.send(message)));
    };
    const [hers, theirs] = [new Set<string>(), new Set<string>()];
    const races = partners.flatMap(({ id }, index) => [
      race(anas, { receiverId: id, content: SECRET }, hers),
      race(sockets[index]!, { receiverId: ana.id, content: 'from a partner' }, theirs),
    ]);
    await erase(ana);
    over.abort();
    await Promise.all(races);

    // Her connection ends with her sessions, perhaps before an acknowledgement.
    const possible = new Set(['sent', 'conversation.closed', 'user.not_found']);
    expect([...theirs].filter((outcome) => !possible.has(outcome))).toEqual([]);
    expect([...hers].filter((outcome) => !possible.has(outcome) && outcome !== 'server.unreachable')).toEqual([]);
    expect(theirs).toContain('conversation.closed');
    expect(sockets.map(({ hub: { io } }) => io.connected)).toEqual([true, true, true, true]);
    const left = await hub.sql.rows(
      `select from messages where sender_id = $1 and (content <> '' or deleted_at is null)`,
      [ana.id],
    );
    expect(left).toEqual([]);
    const open = await hub.sql.rows(
      `select from participants p join conversations c on c.id = p.conversation_id
        where p.user_id = $1 and c.closed_at is null`,
      [ana.id],
    );
    expect(open).toEqual([]);
    const gaps = await hub.sql.rows(
      `select m.conversation_id from messages m join participants p using (conversation_id)
        where p.user_id = $1 group by 1 having count(*) <> max(seq) or count(distinct rev) <> count(*)`,
      [ana.id],
    );
    expect(gaps).toEqual([]);
    expect(await miscounted((text) => hub.sql.rows(text))).toEqual([]);
  });

  it('refuses a send that waited for the lock under which the conversation was closed', async () => {
    const [ana, ben] = [await register(hub, 'Ana Waiting'), await register(hub, 'Ben Waiting')];
    const bens = await ben.connect();
    const { conversation } = await bens.send({ receiverId: ana.id, content: 'First', clientMessageId: 'first' });
    const [sends] = hub.parts(SendsStore);
    const draft = {
      id: uuid(),
      conversationId: conversation.id,
      senderId: ben.id,
      content: 'Second',
      clientMessageId: null,
      replyTo: null,
    };
    let waiting: Promise<unknown> | undefined;
    await hub.sql.transaction(async (rows) => {
      await rows('update conversations set closed_at = now(), last_rev = last_rev + 1 where id = $1', [
        conversation.id,
      ]);
      waiting = sends!.insert([draft]);
      // It waits for 100 ms at most, and is then blocked or refused; committed at once, it is refused.
    });
    expect(await waiting).toMatchObject([{ kind: expect.stringMatching(/^(closed|blocked)$/) }]);
    expect(await sends!.insert([draft])).toMatchObject([{ kind: 'closed' }]);
    // A retry is still answered with the message that is stored.
    const again = await bens.send({ receiverId: ana.id, content: 'First', clientMessageId: 'first' });
    expect(again).toMatchObject({ seq: 1, deduplicated: true });
  });

  it('makes no conversation with an erased person, also where that was on its way', async () => {
    const [ana, eve] = [await register(hub, 'Ana New'), await register(hub, 'Eve')];
    const eves = await eve.connect();
    // As the first step of erasing before its commit; a new address takes the lock of the whole row, as it does.
    const begun = await hub.hold('update users set erased_at = now(), email = id::text where id = $1', [ana.id]);
    const waiting = refusalOf(eves.send({ receiverId: ana.id, content: 'Are you new?' }));
    await comesTrue('the send waits for the lock', async () => {
      const waiters = await hub.sql.rows(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return waiters.length > 0;
    });
    await begun.commit();

    expect(await waiting).toBe('user.not_found');
    expect(await refusalOf(eves.send({ receiverId: ana.id, content: 'Hello' }))).toBe('user.not_found');
    const made = await hub.sql.rows('select from conversations where id = $1', [directConversationId(ana.id, eve.id)]);
    expect(made).toEqual([]);
  });

  it('stores no insight that was being made meanwhile', async () => {
    const [ana, ben] = [await register(hub, 'Ana Summed'), await register(hub, 'Ben Summed')];
    const anas = await ana.connect();
    const { conversation } = await anas.send({ receiverId: ben.id, content: `We need a ${SECRET}` });
    const attempt = { conversationId: conversation.id, holder: uuid() };
    const [insights] = hub.parts(InsightsStore);
    expect(await insights!.take(attempt, 60)).toBe(true);
    await erase(ana);
    await insights!.finish(attempt, uuid(), ben.id, {
      summary: `A ${SECRET}`,
      keyPoints: [],
      decisions: [],
      actionItems: [],
      openQuestions: [],
      droppedItems: 0,
      generator: 'extractive',
      model: null,
      fromSeq: 1,
      toSeq: 1,
      coveredMessages: 1,
      skippedMessages: 0,
      tokens: null,
    });
    expect(await ben.client.call(insightsRoutes.find, { params: { conversationId: conversation.id } })).toBeNull();
    // What is deleted is not summed up either.
    const refused = await ask(hub, `POST /api/insights/${conversation.id}`, { token: ben.token });
    problemOf(refused, 'insight.no_messages');
    const messages = await ben.client.call(messagesRoutes.list, { params: { conversationId: conversation.id } });
    expect(messages).toMatchObject([{ content: '', deletedAt: expect.any(String) }]);
  });

  it('needs no server', async () => {
    const own = await startHub();
    const [ana, ben] = [await register(own, 'Ana Offline'), await register(own, 'Ben Offline')];
    const anas = await ana.connect();
    await anas.send({ receiverId: ben.id, content: 'Good night' });
    await own.stop();
    expect(await jsonOf(own.database, ['users', 'erase', ana.id, '--yes'])).toEqual([
      { id: ana.id, state: 'erased', conversations: 1, messages: 1 },
    ]);
    await own.start();
    const client = new HubClient({ url: own.url, token: ben.token });
    const [conversation] = await client.call(conversationsRoutes.list, {});
    expect(conversation).toMatchObject({ user: { online: false, ...ERASED }, lastMessage: { content: '' } });
  });
});
