import type { Session } from '@smart-hub/contract/auth';
import { invitationsRoutes, type NewInvitation } from '@smart-hub/contract/invitations';
import { HubClient } from '@smart-hub/sdk';
import { AuthService } from '../src/auth/auth.service.js';
import { InvitationsService } from '../src/invitations/invitations.service.js';
import { ask, problemOf, refusedFields } from './support/http.js';
import { PASSWORD, register, startHub, type Hub } from './support/hub.js';

describe('registration', () => {
  const hubs: Hub[] = [];
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

  const apply = (hub: Hub, fields: object = {}) =>
    ask(hub, 'POST /api/auth/register', {
      json: { name: 'Ana', email: `person${(count += 1)}@example.com`, password: PASSWORD, ...fields },
    });
  /** Somebody who is there already, whoever may register. */
  const member = async (hub: Hub) => {
    const email = `member${(count += 1)}@example.com`;
    await hub.parts(AuthService)[0]!.createAccount({ name: 'Mia', email, password: PASSWORD });
    const client = new HubClient({ url: hub.url });
    await client.login({ email, password: PASSWORD });
    return client;
  };
  const policy = async (hub: Hub) => (await ask(hub, 'GET /api/registration')).body;

  it('is open to anybody unless the operator says otherwise', async () => {
    const hub = await start({});
    expect(await policy(hub)).toEqual({ mode: 'open', domains: [], invitations: false });
    expect((await apply(hub)).status).toBe(201);
    // Which is not looked at.
    expect((await apply(hub, { invitation: 'x' })).status).toBe(201);
    const { token } = await register(hub);
    problemOf(await ask(hub, 'POST /api/invitations', { token, json: {} }), 'invitation.not_allowed');
  });

  it('that is closed admits nobody, and those who are there log in', async () => {
    const hub = await start({ REGISTRATION: 'closed' });
    expect(await policy(hub)).toEqual({ mode: 'closed', domains: [], invitations: false });
    const client = await member(hub);
    expect(await client.call(invitationsRoutes.list, {})).toEqual([]);
    const invitation = await hub.parts(InvitationsService)[0]!.createForOperator({ days: 1, maxUses: 1 });
    problemOf(await apply(hub), 'registration.closed');
    problemOf(await apply(hub, { invitation: invitation.token }), 'registration.closed');
  });

  it('by invitation admits as many as it allows, until it expires', async () => {
    const hub = await start({ REGISTRATION: 'invite' });
    expect(await policy(hub)).toEqual({ mode: 'invite', domains: [], invitations: true });
    const client = await member(hub);
    problemOf(await apply(hub), 'registration.invitation_needed');
    problemOf(await apply(hub, { invitation: 'x'.repeat(43) }), 'registration.invitation_invalid');
    const two = await client.call(invitationsRoutes.create, { body: { maxUses: 2 } });
    expect(two).toMatchObject({ uses: 0, maxUses: 2, path: `/#invitation=${two.token}` });
    expect(Date.parse(two.expiresAt) - Date.parse(two.createdAt)).toBe(7 * 86_400_000);

    const answers = await Promise.all(Array.from({ length: 8 }, () => apply(hub, { invitation: two.token })));

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(2);
    for (const answer of answers) if (answer.status !== 201) problemOf(answer, 'registration.invitation_invalid');
    expect(await client.call(invitationsRoutes.list, {})).toEqual([]);

    const late = await client.call(invitationsRoutes.create, { body: {} });
    await hub.sql.rows(`update invitations set expires_at = now() where id = $1`, [late.id]);
    problemOf(await apply(hub, { invitation: late.token }), 'registration.invitation_invalid');
  });

  it('that fails for another reason spends no invitation', async () => {
    const hub = await start({ REGISTRATION: 'invite' });
    const client = await member(hub);
    const { token: invitation } = await client.call(invitationsRoutes.create, { body: {} });
    const taken = `taken${(count += 1)}@example.com`;
    await hub.parts(AuthService)[0]!.createAccount({ name: 'Tom', email: taken, password: PASSWORD });

    problemOf(await apply(hub, { email: taken, invitation }), 'auth.email_taken');
    expect(refusedFields(await apply(hub, { name: '', invitation }))).toEqual(['name']);
    expect((await apply(hub, { invitation })).status).toBe(201);
  });

  it('by domain takes addresses of that domain and no other; of others with an invitation', async () => {
    const hub = await start({ REGISTRATION: 'domains', REGISTRATION_DOMAINS: 'Example.com, müller.de' });
    expect(await policy(hub)).toEqual({
      mode: 'domains',
      domains: ['example.com', 'xn--mller-kva.de'],
      invitations: true,
    });
    for (const email of [`a${count}@EXAMPLE.com`, `b${count}@müller.de`, `c${count}@xn--mller-kva.de`])
      expect((await apply(hub, { email })).status).toBe(201);
    for (const email of ['d@sub.example.com', 'e@notexample.com', 'f@example.com.evil.com'])
      problemOf(await apply(hub, { email }), 'registration.invitation_needed');
    const client = await member(hub);
    const { token: invitation } = await client.call(invitationsRoutes.create, { body: {} });
    expect((await apply(hub, { email: `g${count}@evil.com`, invitation })).status).toBe(201);
  });

  it('by invitation of the operator alone lets users make none', async () => {
    const hub = await start({ REGISTRATION: 'invite', INVITATIONS: 'operator' });
    expect(await policy(hub)).toEqual({ mode: 'invite', domains: [], invitations: false });
    const client = await member(hub);
    await expect(client.call(invitationsRoutes.create, { body: {} })).rejects.toMatchObject({
      code: 'invitation.not_allowed',
    });
    const { token: invitation } = await hub.parts(InvitationsService)[0]!.createForOperator({ days: 1, maxUses: 1 });
    expect((await apply(hub, { invitation })).status).toBe(201);
  });

  describe('invitations', () => {
    let hub: Hub;
    beforeAll(async () => {
      hub = await start({ REGISTRATION: 'invite' });
    });

    it('are listed and taken back by whoever made them, and by nobody else', async () => {
      const [ana, ben] = await Promise.all([member(hub), member(hub)]);
      const first = await ana.call(invitationsRoutes.create, { body: { days: 90, maxUses: 1000 } });
      const second = await ana.call(invitationsRoutes.create, { body: {} });
      const listed = ({ token: _, path: __, ...rest }: NewInvitation) => rest;
      expect(await ana.call(invitationsRoutes.list, {})).toEqual([listed(second), listed(first)]);
      expect(await ben.call(invitationsRoutes.list, {})).toEqual([]);
      await expect(ben.call(invitationsRoutes.revoke, { params: { id: first.id } })).rejects.toMatchObject({
        code: 'invitation.not_found',
      });

      await ana.call(invitationsRoutes.revoke, { params: { id: first.id } });

      expect(await ana.call(invitationsRoutes.list, {})).toEqual([listed(second)]);
      problemOf(await apply(hub, { invitation: first.token }), 'registration.invitation_invalid');
      await expect(ana.call(invitationsRoutes.revoke, { params: { id: first.id } })).rejects.toMatchObject({
        code: 'invitation.not_found',
      });
    });

    it('are stored as hashes, bounded in number, and refuse other terms', async () => {
      const answer = await apply(hub, {
        invitation: (await (await member(hub)).call(invitationsRoutes.create, { body: {} })).token,
      });
      const { access_token: token } = answer.body as Session;
      for (const json of [{ days: 0 }, { days: 91 }, { maxUses: 0 }, { maxUses: 1001 }, { days: 1.5 }, { other: 1 }])
        refusedFields(await ask(hub, 'POST /api/invitations', { token, json }));
      const made = await Promise.all(
        Array.from({ length: 100 }, () => ask(hub, 'POST /api/invitations', { token, json: {} })),
      );
      expect(made.map(({ status }) => status)).toEqual(Array.from({ length: 100 }, () => 201));
      problemOf(await ask(hub, 'POST /api/invitations', { token, json: {} }), 'invitation.too_many');
      const rows = await hub.sql.rows('select i::text as text from invitations i');
      const tokens = made.map(({ body }) => (body as NewInvitation).token);
      for (const { text } of rows) for (const secret of tokens) expect(text).not.toContain(secret);
    });
  });
});
