import { createDatabase } from './support/database.js';
import { DatabaseProxy } from './support/database-proxy.js';
import { InvitationsService } from '../src/invitations/invitations.service.js';
import { sendRequest } from './support/http.js';
import { closeHubs, closeSockets, PASSWORD, register, startHub, waitUntil } from './support/hub.js';

describe('a database that goes away in the middle of a send', () => {
  let proxy: DatabaseProxy;
  afterEach(() => {
    closeSockets();
    proxy.close();
  });
  afterAll(closeHubs);

  async function throughProxy() {
    proxy = await DatabaseProxy.to(await createDatabase());
    const hub = await startHub({}, proxy.keys);
    const [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
    const [hers, his] = await Promise.all([ana.connect(), ben.connect()]);
    const first = await hers.send({ receiverId: ben.id, content: 'one' });
    const stored = () => hub.sql.rows<{ seq: number }>('select seq from messages order by seq');
    // What the first message set in motion is over.
    await his.next('unread_changed');
    return { hub, ben, hers, his, first, stored };
  }

  it('after it is stored: it is acknowledged and told all the same, once', async () => {
    const { ben, hers, his, first, stored } = await throughProxy();

    proxy.loseNextResponse();
    const second = await hers.send({ receiverId: ben.id, content: 'two' });

    expect(second).toMatchObject({ content: 'two', seq: 2, sender: { id: first.sender.id } });
    expect([await his.next('new_message'), await his.next('new_message')]).toEqual([first, second]);
    await hers.send({ receiverId: ben.id, content: 'three' });
    expect(await his.next('new_message')).toMatchObject({ seq: 3 });
    expect(await stored()).toEqual([{ seq: 1 }, { seq: 2 }, { seq: 3 }]);
  });

  it('before what is unread could be counted: it is told when the database is back', async () => {
    const { ben, hers, his, first } = await throughProxy();

    const second = await hers.send({ receiverId: ben.id, content: 'two' });
    expect([await his.next('new_message'), await his.next('new_message')]).toEqual([first, second]);
    proxy.interrupt();
    // It is counted together with what is marked.
    const { error } = await his.emitRaw('mark_delivered', { conversationId: first.conversation.id, seq: 2 });
    expect(error?.code).toBe('database.unavailable');
    proxy.restore();

    expect(await his.next('unread_changed')).toMatchObject({ unread: 2, totalUnread: 2 });
  });

  it('for a while: the send is acknowledged when it is back', async () => {
    const { ben, hers, his, first, stored } = await throughProxy();

    const lost = Promise.withResolvers<number>();
    proxy.loseResponseTo('the second', () => {
      proxy.interrupt();
      lost.resolve(performance.now());
    });
    const sending = hers.send({ receiverId: ben.id, content: 'the second' });
    const since = await lost.promise;
    await waitUntil('half of the time is over', () => performance.now() - since > 5000);
    proxy.restore();

    const second = await sending;
    expect(second).toMatchObject({ content: 'the second', seq: 2 });
    expect([await his.next('new_message'), await his.next('new_message')]).toEqual([first, second]);
    expect(await stored()).toEqual([{ seq: 1 }, { seq: 2 }]);
  });

  it('for long: the sender is told that the outcome is not known, and everybody catches up when it is back', async () => {
    const { ben, hers, his, stored } = await throughProxy();

    proxy.loseResponseTo('the second', () => proxy.interrupt());
    const message = { receiverId: ben.id, content: 'the second', clientMessageId: 'a' };
    await expect(hers.send(message)).rejects.toMatchObject({
      code: 'database.unavailable',
      problem: { retryable: true, detail: expect.stringContaining('unknown whether the message was stored') },
    });
    proxy.restore();

    await Promise.all([his.next('resync'), hers.next('resync')]);
    expect(await hers.send(message)).toMatchObject({ content: 'the second', seq: 2, deduplicated: true });
    expect(await stored()).toEqual([{ seq: 1 }, { seq: 2 }]);
  });
});

describe('a registration by invitation', () => {
  let proxy: DatabaseProxy;
  afterEach(() => proxy.close());
  afterAll(closeHubs);

  async function invited(maxUses: number) {
    proxy = await DatabaseProxy.to(await createDatabase());
    const hub = await startHub({ REGISTRATION: 'invite' }, proxy.keys, { nodes: 1 });
    const { token, id } = await hub.providers(InvitationsService)[0]!.createForOperator({ days: 1, maxUses });
    const json = { name: 'Ana', email: 'ana@example.com', password: PASSWORD, invitation: token };
    const uses = async () => (await hub.sql.rows('select uses from invitations where id = $1', [id]))[0]!['uses'];
    return { hub, apply: () => sendRequest(hub, 'POST /api/auth/register', { json }), uses };
  }

  it.each(['begin; set local', 'insert into users', 'update invitations set uses', 'commit'])(
    'makes one account and takes one use where the database does not answer to: %s',
    async (statement) => {
      const { hub, apply, uses } = await invited(1);
      let isLost = false;
      proxy.loseResponseTo(statement, () => {
        isLost = true;
      });

      const answer = await apply();

      expect({ isLost, status: answer.status }).toEqual({ isLost: true, status: 201 });
      expect(await uses()).toBe(1);
      expect(await hub.sql.rows('select name from users')).toEqual([{ name: 'Ana' }]);
      const json = { email: 'ana@example.com', password: PASSWORD };
      expect((await sendRequest(hub, 'POST /api/auth/login', { json })).status).toBe(200);
    },
  );

  it.each(['begin; set local', 'insert into users', 'update invitations set uses', 'commit'])(
    'makes one account and takes one use where this reaches the database only later: %s',
    async (statement) => {
      const { hub, apply, uses } = await invited(2);
      const held = proxy.interceptStatement(statement);

      const answer = await apply();
      await (
        await held
      )();

      expect(answer.status).toBe(201);
      expect(await uses()).toBe(1);
      expect(await hub.sql.rows('select name from users')).toEqual([{ name: 'Ana' }]);
    },
  );
});

describe('a change of privacy', () => {
  let proxy: DatabaseProxy;
  afterEach(() => proxy.close());
  afterAll(closeHubs);

  async function behindProxy() {
    proxy = await DatabaseProxy.to(await createDatabase());
    const hub = await startHub({}, proxy.keys, { nodes: 1 });
    const { id, token } = await register(hub, 'Ana');
    const change = (json: object) => sendRequest(hub, 'PATCH /api/users/privacy', { token, json });
    const stored = async () => {
      const [row] = await hub.sql.rows('select hides_presence, last_seen_at from users where id = $1', [id]);
      return row!;
    };
    return { hub, change, stored };
  }

  it.each(['begin; set local', 'select from users', 'update users set hides_presence', 'commit'])(
    'is made once where the database does not answer to: %s',
    async (statement) => {
      const { change, stored } = await behindProxy();
      let first: Promise<object> | undefined;
      proxy.loseResponseTo(statement, () => {
        first = stored();
      });

      expect(await change({ hidesPresence: true })).toMatchObject({ status: 200, body: { hidesPresence: true } });

      expect(first).toBeDefined();
      const whenLost = await first;
      if (statement === 'commit') expect(await stored()).toEqual(whenLost);
      expect(await stored()).toMatchObject({ hides_presence: true });
    },
  );

  it.each(['begin; set local', 'select from users', 'update users set hides_presence', 'commit'])(
    'undoes no later one where this reaches the database only later: %s',
    async (statement) => {
      const { change, stored } = await behindProxy();
      const held = proxy.interceptStatement(statement);
      expect(await change({ hidesPresence: true })).toMatchObject({ status: 200, body: { hidesPresence: true } });
      expect(await change({ hidesPresence: false })).toMatchObject({ status: 200, body: { hidesPresence: false } });

      await (
        await held
      )();

      expect(await stored()).toMatchObject({ hides_presence: false });
    },
  );
});
