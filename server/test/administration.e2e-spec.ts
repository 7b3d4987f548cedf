import type { Login } from '@smart-hub/contract/auth';
import { authRoutes } from '@smart-hub/contract/auth';
import { conversationsRoutes } from '@smart-hub/contract/conversations';
import { invitationsRoutes } from '@smart-hub/contract/invitations';
import { usersRoutes } from '@smart-hub/contract/users';
import { HubClient } from '@smart-hub/sdk';
import { v7 as uuid } from 'uuid';
import { createDatabase, dropDatabase } from './support/database.js';
import { sendRequest, expectProblem } from './support/http.js';
import { runJsonCommand, runCommand, runPipedInto, securityLogOf } from './support/hub-command.js';
import {
  closeHubs,
  closeSockets,
  connectWithToken,
  PASSWORD,
  register,
  startHub,
  type TestHub,
  type TestPerson,
} from './support/hub.js';
import { mustNotBeLogged } from './support/suite-log.js';

jest.setTimeout(60_000);

interface Account {
  readonly id: string;
  readonly state: string;
  readonly email: string | null;
  readonly name: string;
}

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub();
});
afterEach(closeSockets);
afterAll(closeHubs);

const run = (...args: string[]) => runCommand(hub.database, args);
const logIn = ({ email }: TestPerson, password = PASSWORD) =>
  sendRequest(hub, 'POST /api/auth/login', { json: { email, password } });
const profile = ({ token }: TestPerson) => sendRequest(hub, 'GET /api/users/profile', { token });

describe('pnpm hub', () => {
  it.each([
    [[], 'Name a command: users, invitations. See pnpm hub --help.'],
    [['user'], "Unknown command 'user'. Did you mean users? See pnpm hub --help."],
    [['users'], 'Name a command: list, disable, enable, reset-password, erase. See pnpm hub users --help.'],
    [['users', 'lsit'], "Unknown command 'lsit'. Did you mean list? See pnpm hub users --help."],
    [['users', 'list', '--sate', 'active'], "Unknown option '--sate'. Did you mean --state?"],
    [['users', 'list', '--state', 'gone'], '--state must be active or disabled or erasing or erased, not "gone".'],
    [['users', 'disable'], 'Name an account: an id, a whole e-mail address, or an @handle.'],
    [
      ['users', 'disable', 'ana'],
      'An account is named by its id, its whole e-mail address or its @handle; "ana" is none of them.',
    ],
    [['users', 'erase', 'ana@example.com'], 'There is no terminal to ask for confirmation: pass --yes'],
    [['users', 'reset-password', 'ana@example.com', '--password', 'x'], '--password accepts only -'],
    [['invitations', 'revoke', 'x'], 'An invitation is named by its id; "x" is not an id.'],
    [['invitations', 'create', '--days', '91'], '--days must be a whole number from 1 to 90, not "91".'],
  ])('the arguments %j are refused with an explanation and exit code 2', async (args, sentence) => {
    const { status, stdout, stderr } = await run(...args);
    expect(stderr).toContain(sentence);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });

  it.each([
    [['users', '--help'], /^pnpm hub users \[options\] list\|disable\|enable\|reset-password\|erase/],
    [
      ['users', 'erase', '--help'],
      /^pnpm hub users erase \[options\] <id, e-mail address or @handle>[^]*--yes[^]*--json/,
    ],
    [['invitations', 'create', '--help'], /^pnpm hub invitations create \[options\][^]*--days n +.*\(7\)/],
  ])('the arguments %j print the help of the command', async (args, text) => {
    const { status, stdout, stderr } = await run(...args);
    expect(stdout).toMatch(text);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('a command on an unknown account fails with an explanation and exit code 1', async () => {
    expect(await run('users', 'disable', uuid())).toMatchObject({
      status: 1,
      stdout: '',
      stderr: 'There is no account with this id.\n',
    });
    expect(await run('users', 'enable', 'nobody@example.com')).toMatchObject({
      status: 1,
      stderr: 'There is no account with this e-mail address.\n',
    });
  });

  it('a command on a database whose schema is outdated fails with an explanation', async () => {
    const keys = await createDatabase();
    const other = await startHub({}, keys);
    await other.sql.rows(`delete from migrations where name like 'AccountStates%'`);
    const { status, stdout, stderr } = await runCommand(keys, ['users', 'list']);
    expect(stderr).toContain('The schema of the database lags behind this version: run `pnpm migration:run` first');
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    await other.stop();
    await dropDatabase(keys);
  });
});

describe('pnpm hub users list', () => {
  it('prints every account on its own line, even if there are several pages, or only the accounts that match a filter', async () => {
    const [ana, ben] = [await register(hub, 'Ana Müller'), await register(hub, 'Ben List')];
    // More accounts than one page of the list has.
    await hub.sql.rows(
      `insert into users (id, name, email, password_hash)
       select gen_random_uuid(), 'Filler ' || n, 'filler' || n || '@example.org', '$2b$04$' || repeat('.', 53)
         from generate_series(1, 1100) n`,
    );
    const all = await runJsonCommand<Account>(hub.database, ['users', 'list']);
    const [counted] = await hub.sql.rows<{ count: number }>('select count(*)::integer as count from users');
    expect(all).toHaveLength(counted!.count);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);

    const found = (...args: string[]) => runJsonCommand<Account>(hub.database, ['users', 'list', '--search', ...args]);
    expect(await found('muller')).toEqual([
      {
        id: ana.id,
        state: 'active',
        name: 'Ana Müller',
        handle: null,
        email: ana.email,
        createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
        lastSeenAt: null,
        online: false,
      },
    ]);
    expect((await found(ben.email.toUpperCase())).map(({ id }) => id)).toEqual([ben.id]);
    expect(await found('muller', '--state', 'disabled')).toEqual([]);
    const { stdout, stderr } = await run('users', 'list', '--search', ben.id);
    expect(stdout).toMatch(
      new RegExp(`^${ben.id}  active    \\d{4}-\\d\\d-\\d\\d  never       ${ben.email}  Ben List\n$`),
    );
    expect(stderr).toBe('1 account.\n');
  });

  it('prints every account to a slow reader, and ends with an explanation when the reader closes the pipe', async () => {
    // More output than the buffer of the pipe can hold.
    await hub.sql.rows(
      `insert into users (id, name, email, password_hash)
       select gen_random_uuid(), 'Late ' || n, 'late' || n || '@example.org', '$2b$04$' || repeat('.', 53)
         from generate_series(1, 4000) n`,
    );
    const [counted] = await hub.sql.rows<{ count: number }>('select count(*)::integer as count from users');

    const late = await runPipedInto('{ sleep 1; wc -l; }', hub.database, ['users', 'list', '--json']);
    const closed = await runPipedInto('head -n 1', hub.database, ['users', 'list', '--json']);

    expect(late).toEqual({ status: 0, stdout: `${counted!.count}\n`, stderr: '' });
    expect(closed.stderr).toBe('The output was closed before everything was printed.\n');
  });
});

describe('pnpm hub users disable', () => {
  it('ends the sessions of an account on every node within a second, and logins are refused until the account is enabled', async () => {
    const [ana, ben] = [await register(hub, 'Ana Disabled'), await register(hub, 'Ben')];
    const sockets = await Promise.all([ana.connect(), ana.connect(), ana.connect()]);
    const benSocket = await ben.connect();
    const first = await sockets[0]!.send({ receiverId: ben.id, content: 'Hello Ben' });

    const disabled = await run('users', 'disable', ana.email);
    const since = performance.now();
    expect(disabled).toMatchObject({ status: 0, stdout: `The account ${ana.id} is disabled.\n` });
    expect(securityLogOf(disabled)).toMatchObject([{ event: 'admin.user_disabled', userId: ana.id }]);
    for (const socket of sockets) {
      const { error } = await socket.next('session_expired');
      expect(error).toMatchObject({ code: 'auth.token_invalid', detail: 'This account is disabled.' });
    }
    // One second, plus the delay of a busy machine.
    expect(performance.now() - since).toBeLessThan(5000);
    expect(expectProblem(await profile(ana), 'auth.token_invalid').detail).toBe('This account is disabled.');
    const refused = ana.client.connect({ transports: ['websocket'], forceNew: true });
    const refusal = await new Promise<Error & { data?: unknown }>((done) => refused.io.once('connect_error', done));
    expect(refusal.data).toMatchObject({ code: 'auth.token_invalid' });
    refused.close();

    // Without the password, the response does not reveal that the account is disabled.
    expectProblem(await logIn(ana, 'Wrong-123'), 'auth.credentials_invalid');
    expectProblem(await logIn(ana), 'auth.account_disabled');
    const people = await ben.client.call(usersRoutes.listPeople, { query: { q: 'Disabled', everyone: 'true' } });
    expect(people).toEqual([]);
    expect(await ben.client.call(usersRoutes.listPeople, { query: { q: ana.email, everyone: 'true' } })).toEqual([]);
    // The messages remain, and Ben can reply to them.
    await benSocket.send({ conversationId: first.conversation.id, content: 'Where are you?' });

    expect(await run('users', 'enable', ana.id)).toMatchObject({
      status: 0,
      stdout: `The account ${ana.id} is active.\n`,
    });
    expectProblem(await profile(ana), 'auth.token_invalid');
    const login = await logIn(ana);
    expect(login.status).toBe(200);
    expect(await ben.client.call(usersRoutes.listPeople, { query: { q: 'Disabled', everyone: 'true' } })).toHaveLength(
      1,
    );
    const back = await connectWithToken(hub, (login.body as Login).access_token);
    await back.send({ receiverId: ben.id, content: 'Here again' });
  });

  it('makes the invitations of the account invalid until the account is enabled again', async () => {
    const invites = await startHub({ REGISTRATION: 'domains', REGISTRATION_DOMAINS: 'example.com' });
    const ana = await register(invites, 'Ana');
    const { token } = await ana.client.call(invitationsRoutes.create, { body: { maxUses: 5 } });
    mustNotBeLogged([token]);
    const guest = (email: string) =>
      sendRequest(invites, 'POST /api/auth/register', {
        json: { name: 'Guest', email, password: PASSWORD, invitation: token },
      });
    expect((await guest('one@example.org')).status).toBe(201);

    const [before] = await runJsonCommand<Account>(invites.database, ['users', 'disable', ana.id]);
    expect(before).toMatchObject({ state: 'disabled' });
    expectProblem(await guest('two@example.org'), 'registration.invitation_invalid');
    expectProblem(
      await sendRequest(invites, 'POST /api/invitations/check', { json: { token } }),
      'registration.invitation_invalid',
    );
    await runJsonCommand(invites.database, ['users', 'enable', ana.id]);
    expect((await guest('two@example.org')).status).toBe(201);
    const [{ uses }] = (await invites.sql.rows<{ uses: number }>('select uses from invitations')) as [{ uses: number }];
    expect(uses).toBe(2);
  });
});

describe('pnpm hub users reset-password', () => {
  it('prints a strong new password once, and ends every session of the account', async () => {
    const ana = await register(hub, 'Ana Reset');
    const socket = await ana.connect();
    const result = await run('users', 'reset-password', ana.email);
    const password = result.stdout.trim();
    mustNotBeLogged([password]);
    expect(result).toMatchObject({ status: 0, stdout: `${password}\n` });
    expect(password).toMatch(/^\w{22}$/);
    expect(securityLogOf({ ...result, stderr: result.stderr.split('\n')[0]! })).toMatchObject([
      { event: 'admin.password_reset', userId: ana.id },
    ]);
    expect(result.stderr).not.toContain(password);

    const { error } = await socket.next('session_expired');
    expect(error).toMatchObject({ code: 'auth.token_invalid', detail: 'The token was revoked: log in again.' });
    expectProblem(await profile(ana), 'auth.token_invalid');
    expectProblem(await logIn(ana), 'auth.credentials_invalid');
    const client = new HubClient({ url: hub.url });
    const session = await client.call(authRoutes.login, { body: { email: ana.email, password } });
    mustNotBeLogged([session.access_token]);
    expect(await sendRequest(hub, 'GET /api/users/profile', { token: session.access_token })).toMatchObject({
      status: 200,
    });
    const [again] = await runJsonCommand<{ id: string; password: string }>(hub.database, [
      'users',
      'reset-password',
      ana.id,
    ]);
    mustNotBeLogged([again!.password]);
    expect(again).toEqual({ id: ana.id, password: expect.stringMatching(/^\w{22}$/) });
    expectProblem(
      await sendRequest(hub, 'GET /api/users/profile', { token: session.access_token }),
      'auth.token_invalid',
    );
  });

  it('reads the new password from the standard input and applies the password rules of registration', async () => {
    const ana = await register(hub, 'Ana Stdin');
    const reset = (password: string, ...more: string[]) =>
      runCommand(hub.database, ['users', 'reset-password', ana.id, '--password', '-', ...more], password);
    for (const [weak, explanation] of [
      ['short', 'The password must have at least 6 characters'],
      ['Password-1', 'The password is one of the most common passwords'],
      ['Ana-Stdin-1', 'The password consists only of words that are guessed first'],
      ['', 'The password must have at least 6 characters'],
    ] as const) {
      const { status, stdout, stderr } = await reset(weak);
      expect(stderr).toContain(explanation);
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    }
    expect((await profile(ana)).status).toBe(200);

    const chosen = 'four words in a row';
    mustNotBeLogged([chosen]);
    expect(await reset(`${chosen}\n`, '--json')).toMatchObject({ status: 0, stdout: `{"id":"${ana.id}"}\n` });
    expect((await logIn(ana, chosen)).status).toBe(200);
    expectProblem(await profile(ana), 'auth.token_invalid');
  });

  it('clears the failed logins of the account, so that its owner can log in at once', async () => {
    const strict = await startHub({ LOGIN_FAILURES: '1' });
    const ana = await register(strict, 'Ana Guessed');
    const attempt = (password: string) =>
      sendRequest(strict, 'POST /api/auth/login', { json: { email: ana.email, password } });
    for (let guess = 0; guess < 4; guess += 1) await attempt(`Wrong-${guess}`);
    expectProblem(await attempt(PASSWORD), 'auth.login_delayed');
    const [{ password }] = (await runJsonCommand(strict.database, ['users', 'reset-password', ana.id])) as [
      { password: string },
    ];
    mustNotBeLogged([password]);
    expect((await attempt(password)).status).toBe(200);
  });
});

describe('pnpm hub invitations', () => {
  it('the operator creates, lists and revokes invitations on a hub where users cannot create any', async () => {
    const closed = await startHub({ REGISTRATION: 'invite', INVITATIONS: 'operator' });
    const created = await runCommand(closed.database, [
      'invitations',
      'create',
      '--days',
      '3',
      '--uses',
      '2',
      '--json',
    ]);
    const invitation = JSON.parse(created.stdout) as { id: string; token: string; path: string; maxUses: number };
    mustNotBeLogged([invitation.token]);
    expect(invitation).toMatchObject({ maxUses: 2, uses: 0, path: `/#invitation=${invitation.token}` });
    expect(securityLogOf(created)).toMatchObject([{ event: 'admin.invitation_created', invitationId: invitation.id }]);
    const registration = (email: string) =>
      sendRequest(closed, 'POST /api/auth/register', {
        json: { name: 'Guest', email, password: PASSWORD, invitation: invitation.token },
      });
    expect((await registration('one@example.com')).status).toBe(201);

    const list = () => runJsonCommand<{ id: string }>(closed.database, ['invitations', 'list']);
    expect(await list()).toMatchObject([{ id: invitation.id, uses: 1, maxUses: 2, createdBy: null }]);
    const row = await runCommand(closed.database, ['invitations', 'list']);
    expect(row.stdout).toMatch(new RegExp(`^${invitation.id}  until .*Z  1 of 2 used  created by the operator\n$`));
    const revoked = await runCommand(closed.database, ['invitations', 'revoke', invitation.id]);
    expect(revoked).toMatchObject({ status: 0, stdout: `The invitation ${invitation.id} is revoked.\n` });
    expectProblem(await registration('two@example.com'), 'registration.invitation_invalid');
    expect(await list()).toEqual([]);
    expect(await runCommand(closed.database, ['invitations', 'revoke', invitation.id])).toMatchObject({
      status: 1,
      stderr: 'There is no valid invitation with this id.\n',
    });
    const path = await runCommand(closed.database, ['invitations', 'create']);
    mustNotBeLogged([path.stdout.trim().split('=')[1]]);
    expect(path.stdout).toMatch(/^\/#invitation=[\w-]{43}\n$/);
  });
});

it('a conversation with a disabled person is still listed', async () => {
  const [ana, ben] = [await register(hub, 'Ana Listed'), await register(hub, 'Ben Listed')];
  const socket = await ana.connect();
  await socket.send({ receiverId: ben.id, content: 'Hello' });
  await runJsonCommand(hub.database, ['users', 'disable', ana.id]);
  const [conversation] = await ben.client.call(conversationsRoutes.list, {});
  expect(conversation!.user).toMatchObject({ id: ana.id, name: 'Ana Listed' });
});
