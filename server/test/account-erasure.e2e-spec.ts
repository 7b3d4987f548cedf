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
import { dumpDatabase, contentColumns } from './support/columns.js';
import { closeDevices, firstConversation, openOnlineDevice, waitForDevice } from './support/devices.js';
import { sendRequest, expectProblem } from './support/http.js';
import { runJsonCommand, runCommand, securityLogOf, startCommand } from './support/hub-command.js';
import {
  closeHubs,
  closeSockets,
  PASSWORD,
  register,
  startHub,
  waitUntil,
  type TestHub,
  type TestPerson,
} from './support/hub.js';
import { findWrongCounters } from './support/device-differences.js';
import type { TestSocket } from './support/test-socket.js';

jest.setTimeout(60_000);

const ERASED = { name: 'Deleted account', deletedAt: expect.any(String) };
/** A word that only the erased person writes. */
const SECRET = 'quincunx';

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub();
});
afterEach(() => {
  closeSockets();
  closeDevices();
});
afterAll(closeHubs);

const erase = ({ id }: Pick<TestPerson, 'id'>) => runJsonCommand(hub.database, ['users', 'erase', id, '--yes']);
/** Returns the problem code of a failed send, or `sent`. */
const outcomeOf = (sent: Promise<unknown>) =>
  sent.then(
    () => 'sent',
    ({ code }: { code: string }) => code,
  );

/** Inserts messages to another person, all but the first directly into the database. Returns the conversation's id. */
async function insertMessages(from: TestPerson, to: TestPerson, count: number): Promise<string> {
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
  it('replaces the messages of the account by tombstones with the same seq, and ends the sessions and conversations of the account', async () => {
    const [ana, ben] = [await register(hub, 'Anabelle Unique'), await register(hub, 'Ben')];
    const [anaSocket, benSocket] = [await ana.connect(), await ben.connect()];
    const sent = await anaSocket.send({ receiverId: ben.id, content: `I say ${SECRET}`, clientMessageId: 'one' });
    const answer = await benSocket.send({ receiverId: ana.id, content: 'What does it mean?', replyTo: sent.id });
    await anaSocket.send({ receiverId: ben.id, content: `A pattern is a ${SECRET}` });
    const { id } = sent.conversation;
    await ben.client.call(insightsRoutes.create, { params: { conversationId: id } });
    const known = await ben.client.call(conversationsRoutes.open, { params: { id } });

    const erased = await runCommand(hub.database, ['users', 'erase', ana.email, '--yes']);
    const erasedAt = performance.now();
    expect(erased).toMatchObject({
      status: 0,
      stdout: `The account ${ana.id} is erased: 2 messages in 1 conversations.\n`,
    });
    expect(securityLogOf(erased).map(({ event, userId }) => ({ event, userId }))).toEqual([
      { event: 'admin.user_erasing', userId: ana.id },
      { event: 'admin.user_erased', userId: ana.id },
    ]);
    const { error } = await anaSocket.next('session_expired');
    expect(error).toMatchObject({ code: 'auth.token_invalid', detail: 'This account no longer exists.' });
    await benSocket.next('resync');
    // 5 s, plus the delay of a busy machine.
    expect(performance.now() - erasedAt).toBeLessThan(15_000);

    const opened = await ben.client.call(conversationsRoutes.open, { params: { id } });
    expect(opened).toMatchObject({ user: { id: ana.id, ...ERASED }, lastSeq: 3, rev: 6, insight: null });
    const tombstone = { content: '', deletedAt: expect.any(String), sender: { id: ana.id, ...ERASED } };
    expect(opened.messages).toMatchObject([
      { ...tombstone, seq: 1, rev: 5, id: sent.id },
      { content: 'What does it mean?', seq: 2, rev: 2, id: answer.id, replyTo: sent.id, sender: { name: 'Ben' } },
      { ...tombstone, seq: 3, rev: 6 },
    ]);
    expect(opened.messages[1]).not.toHaveProperty('deletedAt');
    // A client that has synced the conversation receives the tombstones and nothing else.
    const page = await ben.client.call(syncRoutes.sync, { body: { conversations: { [id]: known.rev } } });
    expect(page.changes).toMatchObject([{ rev: 6, reset: false, messages: [{ seq: 1 }, { seq: 3 }] }]);
    const [listed] = await ben.client.call(conversationsRoutes.list, {});
    expect(listed).toMatchObject({ user: ERASED, lastMessage: { content: '', seq: 3 }, unread: 2 });
    expect(await findWrongCounters((text) => hub.sql.rows(text))).toEqual([]);

    expect(await outcomeOf(benSocket.send({ receiverId: ana.id, content: 'Hello?' }))).toBe('conversation.closed');
    expect(await outcomeOf(benSocket.send({ conversationId: id, content: 'Hello?' }))).toBe('conversation.closed');
    expectProblem(await sendRequest(hub, 'GET /api/users/profile', { token: ana.token }), 'auth.token_invalid');
    expectProblem(
      await sendRequest(hub, 'POST /api/auth/login', { json: { email: ana.email, password: PASSWORD } }),
      'auth.credentials_invalid',
    );
    expect(await ben.client.call(usersRoutes.person, { params: { id: ana.id } })).toMatchObject(ERASED);
    for (const q of ['Anabelle', 'Deleted', ana.email])
      expect(await ben.client.call(usersRoutes.listPeople, { query: { q, everyone: 'true' } })).toEqual([]);

    // The e-mail address is free again, for a new account.
    const client = new HubClient({ url: hub.url });
    const { user } = await client.register({ name: 'Another', email: ana.email, password: PASSWORD });
    expect(user.id).not.toBe(ana.id);
    expect(await runJsonCommand(hub.database, ['users', 'erase', user.id, '--yes'])).toEqual([
      { id: user.id, state: 'erased', conversations: 0, messages: 0 },
    ]);
    for (const act of ['enable', 'disable', 'reset-password']) {
      const { status, stderr } = await runCommand(hub.database, ['users', act, ana.id]);
      expect({ status, stderr }).toEqual({
        status: 1,
        stderr: 'This account is erased, or its erasure has begun: that cannot be undone.\n',
      });
    }
    expect((await runCommand(hub.database, ['users', 'erase', ana.id, '--yes'])).stdout).toBe(
      'The account is already erased.\n',
    );
  });

  it('leaves no personal data of the account in any table', async () => {
    const own = await startHub({ REGISTRATION: 'domains', REGISTRATION_DOMAINS: 'example.com' });
    const [ana, ben] = [await register(own, 'Zebedee Xylophone'), await register(own, 'Ben')];
    const [anaSocket, benSocket] = [await ana.connect(), await ben.connect()];
    const { conversation } = await anaSocket.send({ receiverId: ben.id, content: `I decide on ${SECRET}` });
    await benSocket.send({ conversationId: conversation.id, content: 'Fine' });
    await ben.client.call(insightsRoutes.create, { params: { conversationId: conversation.id } });
    await ana.client.call(usersRoutes.changePrivacy, { body: { hidesPresence: true } });
    await sendRequest(own, 'POST /api/invitations', { token: ana.token, json: {} });
    await sendRequest(own, 'POST /api/auth/login', { json: { email: ana.email, password: PASSWORD } });
    await sendRequest(own, 'POST /api/auth/login', { json: { email: ana.email, password: 'Wrong-123' } });
    const traces = [SECRET, 'zebedee', 'xylophone', ana.email];
    const before = (await dumpDatabase(own)).toLowerCase();
    for (const trace of traces) expect(before).toContain(trace);

    await runCommand(own.database, ['users', 'erase', ana.id, '--yes']);
    await anaSocket.waitForDisconnect();
    const after = (await dumpDatabase(own)).toLowerCase();
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
    // The server can start again with an erased account in its database.
    await own.stop();
    await own.start();
    expect((await sendRequest(own, 'GET /api/health')).status).toBe(200);
  });

  it('the list of personal data names every column that can hold a text, bytes or an id, so that a new column cannot be forgotten', async () => {
    expect(await contentColumns(hub)).toEqual(Object.keys(personalData).toSorted());
    const own = await startHub();
    await own.sql.rows('create table notes (user_id uuid, note text, count integer)');
    expect((await contentColumns(own)).filter((column) => !(column in personalData))).toEqual([
      'notes.note',
      'notes.user_id',
    ]);
  });

  it('continues a killed erasure when it is run again, and the other participants see all tombstones', async () => {
    const ana = await register(hub, 'Ana Killed');
    const partners = await Promise.all([1, 2, 3].map((index) => register(hub, `Partner ${index}`)));
    const partnersById = new Map<string, TestPerson>();
    for (const partner of partners) partnersById.set(await insertMessages(ana, partner, 1200), partner);
    const [done, locked, untouched] = [...partnersById.keys()].toSorted() as [string, string, string];
    const device = await openOnlineDevice(partnersById.get(untouched)!);
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

    const lock = await hub.openTransaction('select from conversations where id = $1 for update', [locked]);
    const killed = startCommand(hub.database, ['users', 'erase', ana.id, '--yes']);
    await killed.waitForStderr(/Another transaction has locked a row: waiting for it/);
    expect(await killed.kill()).toMatchObject({ status: null, stdout: '' });
    await lock.rollback();
    expect(await deleted()).toEqual({ [done]: 1200 });
    const [interrupted] = await runJsonCommand(hub.database, ['users', 'list', '--state', 'erasing']);
    expect(interrupted).toMatchObject({ id: ana.id, state: 'erasing', email: ana.email, name: 'Deleted account' });
    expectProblem(await sendRequest(hub, 'GET /api/users/profile', { token: ana.token }), 'auth.token_invalid');

    const second = await runCommand(hub.database, ['users', 'erase', ana.email, '--yes']);
    expect(second.stderr).toContain('The erasure was interrupted before and is resumed.');
    expect(second.stderr).toMatch(/^\d+ of 2400 messages, \d of 2 conversations\.$/m);
    expect(second.stdout).toBe(`The account ${ana.id} is erased: 2400 messages in 2 conversations.\n`);
    expect(await deleted()).toEqual({ [done]: 1200, [locked]: 1200, [untouched]: 1200 });
    const revs = await hub.sql.rows(
      `select count(distinct rev)::integer as count, min(rev) as first, max(rev) as last from messages
        where conversation_id = $1`,
      [locked],
    );
    expect(revs).toEqual([{ count: 1200, first: 1202, last: 2401 }]);

    // Too many changes for an incremental sync: the device resets to the newest page.
    await waitForDevice(device, (one) => firstConversation(one).user.deletedAt !== undefined, 'the deleted person');
    await waitForDevice(device, (one) => one.messages(untouched).every(({ deletedAt }) => deletedAt), 'tombstones');
    expect(device.messages(untouched).length).toBeGreaterThan(0);
    expect(await findWrongCounters((text) => hub.sql.rows(text))).toEqual([]);
  });

  it('shows the tombstones in connected clients within seconds, even those of old messages', async () => {
    const [ana, ben] = [await register(hub, 'Ana Seen'), await register(hub, 'Ben Seen')];
    const anaSocket = await ana.connect();
    const sent = await anaSocket.send({ receiverId: ben.id, content: 'The first' });
    const { id } = sent.conversation;
    const benSocket = await ben.connect();
    for (let index = 0; index < 5; index += 1) await benSocket.send({ conversationId: id, content: `Answer ${index}` });
    const device = await openOnlineDevice(ben);
    await device.loadOlder(id);
    expect(device.messages(id)).toHaveLength(6);

    await erase(ana);
    await waitForDevice(device, (one) => one.messages(id)[0]!.deletedAt !== undefined, 'a tombstone', 15_000);
    expect(
      device.messages(id).map(({ content, senderName, deletedAt }) => [content, senderName, Boolean(deletedAt)]),
    ).toEqual([
      ['', 'Deleted account', true],
      ...[0, 1, 2, 3, 4].map((index) => [`Answer ${index}`, 'Ben Seen', false]),
    ]);
    expect(firstConversation(device).user).toMatchObject({ name: 'Deleted account', deletedAt: expect.any(String) });
    await waitForDevice(device, (one) => !firstConversation(one).user.online, 'the deleted person to be offline');
    // A later message into the conversation fails and remains visible to its sender.
    await device.send({ conversationId: id, content: 'Too late' });
    await waitForDevice(device, (one) => one.messages(id).at(-1)?.state === 'failed', 'the refusal');
    expect(device.messages(id).at(-1)!.problem).toMatchObject({ code: 'conversation.closed', retryable: false });
  });

  it('deletes or refuses messages sent during an erasure, and seq and rev stay without gaps', async () => {
    const ana = await register(hub, 'Ana Racing');
    const partners = await Promise.all([1, 2, 3, 4].map((index) => register(hub, `Racer ${index}`)));
    const anaSocket = await ana.connect();
    const sockets = await Promise.all(partners.map((partner) => partner.connect()));
    await anaSocket.send({ receiverId: partners[0]!.id, content: `${SECRET} first` });
    const over = new AbortController();
    // Without a connection, every send would fail at once: this loop would never wait for I/O and would block the event loop.
    const race = async (
      socket: TestSocket,
      message: { receiverId: string; content: string },
      outcomes: Set<string>,
    ) => {
      while (!over.signal.aborted && socket.hub.io.connected) outcomes.add(await outcomeOf(socket.send(message)));
    };
    const [anaOutcomes, partnerOutcomes] = [new Set<string>(), new Set<string>()];
    const races = partners.flatMap(({ id }, index) => [
      race(anaSocket, { receiverId: id, content: SECRET }, anaOutcomes),
      race(sockets[index]!, { receiverId: ana.id, content: 'from a partner' }, partnerOutcomes),
    ]);
    await erase(ana);
    over.abort();
    await Promise.all(races);

    // Ana's connection ends with her sessions, possibly before an acknowledgement.
    const possible = new Set(['sent', 'conversation.closed', 'user.not_found']);
    expect([...partnerOutcomes].filter((outcome) => !possible.has(outcome))).toEqual([]);
    expect([...anaOutcomes].filter((outcome) => !possible.has(outcome) && outcome !== 'server.unreachable')).toEqual(
      [],
    );
    expect(partnerOutcomes).toContain('conversation.closed');
    expect(sockets.map(({ hub: { io } }) => io.connected)).toEqual([true, true, true, true]);
    const remaining = await hub.sql.rows(
      `select from messages where sender_id = $1 and (content <> '' or deleted_at is null)`,
      [ana.id],
    );
    expect(remaining).toEqual([]);
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
    expect(await findWrongCounters((text) => hub.sql.rows(text))).toEqual([]);
  });

  it('a send that waits for the transaction that closes its conversation is refused', async () => {
    const [ana, ben] = [await register(hub, 'Ana Waiting'), await register(hub, 'Ben Waiting')];
    const benSocket = await ben.connect();
    const { conversation } = await benSocket.send({ receiverId: ana.id, content: 'First', clientMessageId: 'first' });
    const [sends] = hub.providers(SendsStore);
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
      // The send waits at most 100 ms for the lock: its outcome is `closed` if the commit comes in time, or else `blocked`.
    });
    expect(await waiting).toMatchObject([{ kind: expect.stringMatching(/^(closed|blocked)$/) }]);
    expect(await sends!.insert([draft])).toMatchObject([{ kind: 'closed' }]);
    // A retry still returns the stored message.
    const again = await benSocket.send({ receiverId: ana.id, content: 'First', clientMessageId: 'first' });
    expect(again).toMatchObject({ seq: 1, deduplicated: true });
  });

  it('no conversation with an erased person is created, even by a send that started before the erasure', async () => {
    const [ana, eve] = [await register(hub, 'Ana New'), await register(hub, 'Eve')];
    const eveSocket = await eve.connect();
    // The first step of an erasure, not committed yet: replacing the e-mail address locks the user's row for update.
    const erasure = await hub.openTransaction('update users set erased_at = now(), email = id::text where id = $1', [
      ana.id,
    ]);
    const waiting = outcomeOf(eveSocket.send({ receiverId: ana.id, content: 'Are you new?' }));
    await waitUntil('the send waits for the lock', async () => {
      const waiters = await hub.sql.rows(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return waiters.length > 0;
    });
    await erasure.commit();

    expect(await waiting).toBe('user.not_found');
    expect(await outcomeOf(eveSocket.send({ receiverId: ana.id, content: 'Hello' }))).toBe('user.not_found');
    const made = await hub.sql.rows('select from conversations where id = $1', [directConversationId(ana.id, eve.id)]);
    expect(made).toEqual([]);
  });

  it('an insight that is being generated during an erasure is not stored', async () => {
    const [ana, ben] = [await register(hub, 'Ana Summed'), await register(hub, 'Ben Summed')];
    const anaSocket = await ana.connect();
    const { conversation } = await anaSocket.send({ receiverId: ben.id, content: `We need a ${SECRET}` });
    const attempt = { conversationId: conversation.id, holder: uuid() };
    const [insights] = hub.providers(InsightsStore);
    expect(await insights!.acquireClaim(attempt, 60)).toBe(true);
    await erase(ana);
    await insights!.storeDigest(attempt, uuid(), ben.id, {
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
    // Deleted messages are not summarised either.
    const refused = await sendRequest(hub, `POST /api/insights/${conversation.id}`, { token: ben.token });
    expectProblem(refused, 'insight.no_messages');
    const messages = await ben.client.call(messagesRoutes.list, { params: { conversationId: conversation.id } });
    expect(messages).toMatchObject([{ content: '', deletedAt: expect.any(String) }]);
  });

  it('an account can be erased while no server runs', async () => {
    const own = await startHub();
    const [ana, ben] = [await register(own, 'Ana Offline'), await register(own, 'Ben Offline')];
    const anaSocket = await ana.connect();
    await anaSocket.send({ receiverId: ben.id, content: 'Good night' });
    await own.stop();
    expect(await runJsonCommand(own.database, ['users', 'erase', ana.id, '--yes'])).toEqual([
      { id: ana.id, state: 'erased', conversations: 1, messages: 1 },
    ]);
    await own.start();
    const client = new HubClient({ url: own.url, token: ben.token });
    const [conversation] = await client.call(conversationsRoutes.list, {});
    expect(conversation).toMatchObject({ user: { online: false, ...ERASED }, lastMessage: { content: '' } });
  });
});
