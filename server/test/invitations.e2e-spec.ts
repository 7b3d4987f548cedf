import type { Login } from '@smart-hub/contract/auth';
import { Invitation, invitationsRoutes, RegistrationPolicy, type NewInvitation } from '@smart-hub/contract/invitations';
import { HubClient } from '@smart-hub/sdk';
import { AuthService } from '../src/auth/auth.service.js';
import { InvitationsService } from '../src/invitations/invitations.service.js';
import { sendRequest, expectProblem, invalidFields, withoutRequestId } from './support/http.js';
import { startServer } from './support/server-process.js';
import { PASSWORD, register, startHub, waitUntil, type TestHub } from './support/hub.js';

describe('registration', () => {
  const hubs: TestHub[] = [];
  let count = 0;
  const start = async (environment: Record<string, string>) => {
    const hub = await startHub(environment, hubs[0]?.database);
    hubs.push(hub);
    return hub;
  };
  afterAll(async () => {
    for (const hub of hubs.slice(1)) await hub.stop();
    await hubs[0]?.close();
  });

  const requestRegistration = (hub: Pick<TestHub, 'url'>, fields: object = {}) =>
    sendRequest(hub, 'POST /api/auth/register', {
      json: { name: 'Ana', email: `person${(count += 1)}@example.com`, password: PASSWORD, ...fields },
    });
  /** Creates an account regardless of `REGISTRATION`. Logs in on `hub`, or on another server of the same database. */
  const createMember = async (hub: TestHub, { url }: { url: string } = hub) => {
    const email = `member${(count += 1)}@example.com`;
    await hub.providers(AuthService)[0]!.createAccount({ name: 'Mia', email, password: PASSWORD });
    const client = new HubClient({ url });
    await client.login({ email, password: PASSWORD });
    return client;
  };
  const createInvitation = async (client: HubClient, terms: object = {}) =>
    (await client.call(invitationsRoutes.create, { body: terms })).token;
  const createTakenEmail = async (hub: TestHub) => {
    const email = `taken${(count += 1)}@example.com`;
    await hub.providers(AuthService)[0]!.createAccount({ name: 'Tom', email, password: PASSWORD });
    return email;
  };
  /** Returns the registration policy without the fields about e-mail. */
  const fetchPolicy = async (hub: TestHub) => {
    const {
      passwordReset: _,
      emailVerification: __,
      ...rest
    } = RegistrationPolicy.strict().parse((await sendRequest(hub, 'GET /api/registration')).body);
    return rest;
  };

  it('is open to everybody by default, without invitations', async () => {
    const hub = await start({});
    expect(await fetchPolicy(hub)).toEqual({ mode: 'open', domains: [], invitations: false });
    expect((await requestRegistration(hub)).status).toBe(201);
    // An open registration ignores the invitation, even if the invitation is invalid.
    expect((await requestRegistration(hub, { invitation: 'x' })).status).toBe(201);
    const { token } = await register(hub);
    expectProblem(await sendRequest(hub, 'POST /api/invitations', { token, json: {} }), 'invitation.not_allowed');
  });

  it('that is closed admits no new user, even with an invitation, while existing users can still log in', async () => {
    const hub = await start({ REGISTRATION: 'closed' });
    expect(await fetchPolicy(hub)).toEqual({ mode: 'closed', domains: [], invitations: false });
    const client = await createMember(hub);
    expect(await client.call(invitationsRoutes.list, {})).toEqual([]);
    const invitation = await hub.providers(InvitationsService)[0]!.createForOperator({ days: 1, maxUses: 1 });
    expectProblem(await requestRegistration(hub), 'registration.closed');
    expectProblem(await requestRegistration(hub, { invitation: invitation.token }), 'registration.closed');
  });

  it('by invitation admits as many users as the invitation allows, until the invitation expires', async () => {
    const hub = await start({ REGISTRATION: 'invite' });
    expect(await fetchPolicy(hub)).toEqual({ mode: 'invite', domains: [], invitations: true });
    const client = await createMember(hub);
    expectProblem(await requestRegistration(hub), 'registration.invitation_needed');
    expectProblem(await requestRegistration(hub, { invitation: 'x'.repeat(43) }), 'registration.invitation_invalid');
    const two = await client.call(invitationsRoutes.create, { body: { maxUses: 2 } });
    expect(two).toMatchObject({ uses: 0, maxUses: 2, path: `/#invitation=${two.token}` });
    expect(Date.parse(two.expiresAt) - Date.parse(two.createdAt)).toBe(7 * 86_400_000);

    const responses = await Promise.all(
      Array.from({ length: 8 }, () => requestRegistration(hub, { invitation: two.token })),
    );

    expect(responses.filter(({ status }) => status === 201)).toHaveLength(2);
    for (const response of responses)
      if (response.status !== 201) expectProblem(response, 'registration.invitation_invalid');
    expect(await client.call(invitationsRoutes.list, {})).toEqual([]);

    const late = await client.call(invitationsRoutes.create, { body: {} });
    await hub.sql.rows(`update invitations set expires_at = now() where id = $1`, [late.id]);
    expectProblem(await requestRegistration(hub, { invitation: late.token }), 'registration.invitation_invalid');
  });

  it('that fails because of a taken e-mail address or an invalid field does not use up the invitation', async () => {
    const hub = await start({ REGISTRATION: 'invite' });
    const client = await createMember(hub);
    const { token: invitation } = await client.call(invitationsRoutes.create, { body: {} });
    const taken = await createTakenEmail(hub);

    expectProblem(await requestRegistration(hub, { email: taken, invitation }), 'auth.email_taken');
    expect(invalidFields(await requestRegistration(hub, { name: '', invitation }))).toEqual(['name']);
    expect((await requestRegistration(hub, { invitation })).status).toBe(201);
  });

  it('that fails does not prevent a concurrent registration from using the same invitation', async () => {
    const hub = await start({ REGISTRATION: 'invite' });
    const client = await createMember(hub);
    const taken = await createTakenEmail(hub);
    for (let round = 0; round < 5; round += 1) {
      const invitation = await createInvitation(client);
      const failing = Array.from({ length: 6 }, () => requestRegistration(hub, { email: taken, invitation }));
      const [response] = await Promise.all([requestRegistration(hub, { invitation }), ...failing]);

      expect(response.status).toBe(201);
      expectProblem(await requestRegistration(hub, { invitation }), 'registration.invitation_invalid');
    }
  });

  it('stores no account when a concurrent registration uses up the invitation', async () => {
    const hub = await start({ REGISTRATION: 'invite' });
    const invitation = await createInvitation(await createMember(hub));
    const lock = await hub.openTransaction('select from invitations where uses < max_uses for update', []);
    const emails = Array.from({ length: 4 }, () => `late${(count += 1)}@example.com`);
    const responses = Promise.all(emails.map((email) => requestRegistration(hub, { email, invitation })));
    await waitUntil('all four registrations wait for the row of the invitation', async () => {
      const [row] = await hub.sql.rows<{ waiting: number }>(
        `select count(*)::int as waiting from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock' and query like 'update invitations%'`,
      );
      return row!.waiting === emails.length;
    });
    await lock.rollback();

    const statuses = (await responses).map(({ status }) => status);
    expect(statuses.toSorted((one, other) => one - other)).toEqual([201, 403, 403, 403]);
    const stored = await hub.sql.rows<{ email: string }>('select email from users where email = any ($1)', [emails]);
    expect(stored.map(({ email }) => email)).toEqual([emails[statuses.indexOf(201)]]);
  });

  it.each(['invite', 'closed'])(
    'does not reveal to a client without an invitation whether an e-mail address has an account, with REGISTRATION=%s',
    async (REGISTRATION) => {
      const hub = await start({ REGISTRATION });
      const taken = await createTakenEmail(hub);
      for (const fields of [{}, { invitation: 'x'.repeat(43) }])
        expect(withoutRequestId(await requestRegistration(hub, { ...fields, email: taken }))).toEqual(
          withoutRequestId(await requestRegistration(hub, fields)),
        );
    },
  );

  it('explains why an invitation is invalid, and names the inviter before the user registers', async () => {
    const hub = await start({ REGISTRATION: 'invite' });
    const client = await createMember(hub);
    const check = (token: string) => sendRequest(hub, 'POST /api/invitations/check', { json: { token } });
    const explanation = async (token: string) => {
      const refusal = expectProblem(await check(token), 'registration.invitation_invalid');
      expect(
        expectProblem(await requestRegistration(hub, { invitation: token }), 'registration.invitation_invalid').detail,
      ).toBe(refusal.detail);
      return refusal.detail;
    };
    const valid = await client.call(invitationsRoutes.create, { body: {} });
    expect((await check(valid.token)).body).toEqual({ invitedBy: 'Mia', expiresAt: valid.expiresAt });
    const operators = await hub.providers(InvitationsService)[0]!.createForOperator({ days: 1, maxUses: 1 });
    expect((await check(operators.token)).body).toEqual({ invitedBy: null, expiresAt: operators.expiresAt });

    expect(await explanation('x'.repeat(43))).toMatch(/unknown/);
    await client.call(invitationsRoutes.revoke, { params: { id: valid.id } });
    expect(await explanation(valid.token)).toMatch(/revoked/);
    const used = await createInvitation(client);
    expect((await requestRegistration(hub, { invitation: used })).status).toBe(201);
    expect(await explanation(used)).toMatch(/used up/);
    const late = await client.call(invitationsRoutes.create, { body: {} });
    await hub.sql.rows(`update invitations set expires_at = now() where id = $1`, [late.id]);
    expect(await explanation(late.token)).toMatch(/expired/);
    for (const json of [{}, { token: '' }, { token: 1 }, { token: 'x'.repeat(201) }])
      expect(invalidFields(await sendRequest(hub, 'POST /api/invitations/check', { json }))).toEqual(['token']);
  });

  it('by domain admits addresses of the listed domains, and other addresses only with an invitation', async () => {
    const hub = await start({ REGISTRATION: 'domains', REGISTRATION_DOMAINS: 'Example.com, müller.de' });
    expect(await fetchPolicy(hub)).toEqual({
      mode: 'domains',
      domains: ['example.com', 'müller.de'],
      invitations: true,
    });
    for (const email of [`a${count}@EXAMPLE.com`, `b${count}@müller.de`, `c${count}@xn--mller-kva.de`])
      expect((await requestRegistration(hub, { email })).status).toBe(201);
    for (const email of ['d@sub.example.com', 'e@notexample.com', 'f@example.com.evil.com'])
      expectProblem(await requestRegistration(hub, { email }), 'registration.invitation_needed');
    const client = await createMember(hub);
    const { token: invitation } = await client.call(invitationsRoutes.create, { body: {} });
    // The listed domain is sufficient: this registration does not use the invitation, which the next one needs.
    expect((await requestRegistration(hub, { invitation })).status).toBe(201);
    expect((await requestRegistration(hub, { email: `g${count}@evil.com`, invitation })).status).toBe(201);
    expectProblem(
      await requestRegistration(hub, { email: `h${count}@evil.com`, invitation }),
      'registration.invitation_invalid',
    );
  });

  it('with INVITATIONS=operator does not let users create invitations', async () => {
    const hub = await start({ REGISTRATION: 'invite', INVITATIONS: 'operator' });
    expect(await fetchPolicy(hub)).toEqual({ mode: 'invite', domains: [], invitations: false });
    const client = await createMember(hub);
    await expect(client.call(invitationsRoutes.create, { body: {} })).rejects.toMatchObject({
      code: 'invitation.not_allowed',
    });
    const { token: invitation } = await hub
      .providers(InvitationsService)[0]!
      .createForOperator({ days: 1, maxUses: 1 });
    expect((await requestRegistration(hub, { invitation })).status).toBe(201);
  });

  it('counts guesses at invitations as failed attempts, and does not limit requests for the registration policy', async () => {
    const hub = await start({ REGISTRATION: 'invite', THROTTLER_LIMIT: '3', TRUST_PROXY: '1' });
    // With Redis, the failures of previous tests count too: this test needs an address of its own.
    const headers = { 'x-forwarded-for': '192.0.2.1' };
    const check = (token: string) => sendRequest(hub, 'POST /api/invitations/check', { headers, json: { token } });
    const { token } = await hub.providers(InvitationsService)[0]!.createForOperator({ days: 1, maxUses: 1 });
    for (let time = 0; time < 10; time += 1) expect((await check(token)).status).toBe(200);
    for (let time = 0; time < 3; time += 1) expectProblem(await check('guess'), 'registration.invitation_invalid');
    expectProblem(await check('guess'), 'rate.limited');
    for (let time = 0; time < 10; time += 1)
      expect(await fetchPolicy(hub)).toEqual({ mode: 'invite', domains: [], invitations: true });
  });

  it('is logged with the id of the invitation, and never with the token of the invitation', async () => {
    const hub = await start({ REGISTRATION: 'invite' });
    const server = await startServer({ REGISTRATION: 'invite', LOG_LEVEL: 'trace' }, hub.database);
    const client = await createMember(hub, server);
    const terms = { body: { maxUses: 2 } };
    const [used, revoked] = [
      await client.call(invitationsRoutes.create, terms),
      await client.call(invitationsRoutes.create, terms),
    ];
    expect((await requestRegistration(server, { invitation: used.token })).status).toBe(201);
    await client.call(invitationsRoutes.revoke, { params: { id: revoked.id } });
    expectProblem(await requestRegistration(server, { invitation: revoked.token }), 'registration.invitation_invalid');
    invalidFields(await requestRegistration(server, { name: '', invitation: used.token }));

    const written = await server.stop();
    const events = written.split('\n').flatMap((line) => {
      const { event, invitationId } = (line.startsWith('{') ? JSON.parse(line) : {}) as Record<string, unknown>;
      return invitationId === undefined ? [] : [{ event, invitationId }];
    });
    expect(events).toEqual([
      { event: 'invitation.created', invitationId: used.id },
      { event: 'invitation.created', invitationId: revoked.id },
      { event: 'registration', invitationId: used.id },
      { event: 'invitation.revoked', invitationId: revoked.id },
    ]);
    for (const { token } of [used, revoked]) expect(written).not.toContain(token);
  });

  describe('invitations', () => {
    let hub: TestHub;
    beforeAll(async () => {
      hub = await start({ REGISTRATION: 'invite' });
    });

    it('are listed and revoked only by the user who created them', async () => {
      const [ana, ben] = await Promise.all([createMember(hub), createMember(hub)]);
      const first = await ana.call(invitationsRoutes.create, { body: { days: 90, maxUses: 1000 } });
      const second = await ana.call(invitationsRoutes.create, { body: {} });
      const listed = (invitation: NewInvitation) => Invitation.parse(invitation);
      expect(await ana.call(invitationsRoutes.list, {})).toEqual([listed(second), listed(first)]);
      expect(await ben.call(invitationsRoutes.list, {})).toEqual([]);
      await expect(ben.call(invitationsRoutes.revoke, { params: { id: first.id } })).rejects.toMatchObject({
        code: 'invitation.not_found',
      });

      await ana.call(invitationsRoutes.revoke, { params: { id: first.id } });

      expect(await ana.call(invitationsRoutes.list, {})).toEqual([listed(second)]);
      expectProblem(await requestRegistration(hub, { invitation: first.token }), 'registration.invitation_invalid');
      await expect(ana.call(invitationsRoutes.revoke, { params: { id: first.id } })).rejects.toMatchObject({
        code: 'invitation.not_found',
      });
    });

    it('are stored as hashes, limited to 100 per user, and refused with invalid fields', async () => {
      const response = await requestRegistration(hub, {
        invitation: (await (await createMember(hub)).call(invitationsRoutes.create, { body: {} })).token,
      });
      const { access_token: token } = response.body as Login;
      for (const json of [{ days: 0 }, { days: 91 }, { maxUses: 0 }, { maxUses: 1001 }, { days: 1.5 }, { other: 1 }])
        invalidFields(await sendRequest(hub, 'POST /api/invitations', { token, json }));
      const responses = await Promise.all(
        Array.from({ length: 110 }, () => sendRequest(hub, 'POST /api/invitations', { token, json: {} })),
      );
      const [admitted, refused] = [
        responses.filter(({ status }) => status === 201),
        responses.filter((one) => one.status !== 201),
      ];
      expect(admitted).toHaveLength(100);
      for (const response of refused) expectProblem(response, 'invitation.too_many');
      const rows = await hub.sql.rows('select i::text as text from invitations i');
      const tokens = admitted.map(({ body }) => (body as NewInvitation).token);
      for (const { text } of rows) for (const secret of tokens) expect(text).not.toContain(secret);
    });

    it('are created without reading the invitations of all other users', async () => {
      const hubWithManyInvitations = await startHub({ REGISTRATION: 'invite' }, undefined, { nodes: 1 });
      const others = await hubWithManyInvitations
        .providers(AuthService)[0]!
        .createAccount({ name: 'Tom', email: 'a@b.cd', password: PASSWORD });
      await hubWithManyInvitations.sql.rows(
        `insert into invitations (id, token_hash, created_by, max_uses, expires_at)
         select gen_random_uuid(), sha256(n::text::bytea), $1, 1, now() + interval '1 day' from generate_series(1, 5000) n`,
        [others.id],
      );
      await hubWithManyInvitations.sql.rows('analyze invitations');
      const client = await createMember(hubWithManyInvitations);
      await createInvitation(client);
      await hubWithManyInvitations.providers(InvitationsService)[0]!.createForOperator({ days: 1, maxUses: 1 });
      // A PostgreSQL connection adds its reads to the statistics when the connection ends, at the latest.
      await hubWithManyInvitations.stop();

      const direct = await startHub({}, hubWithManyInvitations.database, { nodes: 1 });
      const readCounts = async () => {
        const [row] = await direct.sql.rows<{ sequentialReads: number; indexScans: number }>(
          `select t.seq_tup_read::int as "sequentialReads", i.idx_scan::int as "indexScans"
             from pg_stat_user_tables t join pg_stat_user_indexes i on i.relid = t.relid
            where i.indexrelname = 'invitations_created_by'`,
        );
        return row!;
      };
      // Three scans: one deletes expired invitations of the user, one those of the operator, one counts the user's.
      await waitUntil('the index scans are reported', async () => (await readCounts()).indexScans === 3);
      // `seq_tup_read` does not include the rows that `analyze` has read.
      expect((await readCounts()).sequentialReads).toBe(0);
      await direct.stop();
      await hubWithManyInvitations.close();
    });
  });
});
