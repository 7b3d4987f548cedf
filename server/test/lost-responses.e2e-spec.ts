import { createDatabase } from './support/database.js';
import { DatabaseProxy } from './support/database-proxy.js';
import { InvitationsService } from '../src/invitations/invitations.service.js';
import { sendRequest } from './support/http.js';
import { closeHubs, closeSockets, PASSWORD, register, startHub, waitUntil } from './support/hub.js';

describe('a send', () => {
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
    const [anaSocket, benSocket] = await Promise.all([ana.connect(), ben.connect()]);
    const first = await anaSocket.send({ receiverId: ben.id, content: 'one' });
    const stored = () => hub.sql.rows<{ seq: number }>('select seq from messages order by seq');
    // This event is the last step of processing the first message.
    await benSocket.next('unread_changed');
    return { hub, ben, anaSocket, benSocket, first, stored };
  }

  it('is acknowledged and published once when the database stores the message but the response of the database is lost', async () => {
    const { ben, anaSocket, benSocket, first, stored } = await throughProxy();

    proxy.loseNextResponse();
    const second = await anaSocket.send({ receiverId: ben.id, content: 'two' });

    expect(second).toMatchObject({ content: 'two', seq: 2, sender: { id: first.sender.id } });
    expect([await benSocket.next('new_message'), await benSocket.next('new_message')]).toEqual([first, second]);
    await anaSocket.send({ receiverId: ben.id, content: 'three' });
    expect(await benSocket.next('new_message')).toMatchObject({ seq: 3 });
    expect(await stored()).toEqual([{ seq: 1 }, { seq: 2 }, { seq: 3 }]);
  });

  it('is followed by an unread_changed event after an outage of the database that began before unread messages were counted', async () => {
    const { ben, anaSocket, benSocket, first } = await throughProxy();

    const second = await anaSocket.send({ receiverId: ben.id, content: 'two' });
    expect([await benSocket.next('new_message'), await benSocket.next('new_message')]).toEqual([first, second]);
    proxy.interrupt();
    // This receipt starts the round that also counts unread messages, so that the count fails as well.
    const { error } = await benSocket.emitRaw('mark_delivered', { conversationId: first.conversation.id, seq: 2 });
    expect(error?.code).toBe('database.unavailable');
    proxy.restore();

    expect(await benSocket.next('unread_changed')).toMatchObject({ unread: 2, totalUnread: 2 });
  });

  it('is acknowledged when the database is back before the time limit', async () => {
    const { ben, anaSocket, benSocket, first, stored } = await throughProxy();

    const lost = Promise.withResolvers<number>();
    proxy.loseResponseTo('the second', () => {
      proxy.interrupt();
      lost.resolve(performance.now());
    });
    const send = anaSocket.send({ receiverId: ben.id, content: 'the second' });
    const lostAt = await lost.promise;
    await waitUntil('half of the time limit has passed', () => performance.now() - lostAt > 5000);
    proxy.restore();

    const second = await send;
    expect(second).toMatchObject({ content: 'the second', seq: 2 });
    expect([await benSocket.next('new_message'), await benSocket.next('new_message')]).toEqual([first, second]);
    expect(await stored()).toEqual([{ seq: 1 }, { seq: 2 }]);
  });

  it('fails with an unknown outcome when the database is lost beyond the time limit, and all clients resync when the database is back', async () => {
    const { ben, anaSocket, benSocket, stored } = await throughProxy();

    proxy.loseResponseTo('the second', () => proxy.interrupt());
    const message = { receiverId: ben.id, content: 'the second', clientMessageId: 'a' };
    await expect(anaSocket.send(message)).rejects.toMatchObject({
      code: 'database.unavailable',
      problem: { retryable: true, detail: expect.stringContaining('unknown whether the message was stored') },
    });
    proxy.restore();

    await Promise.all([benSocket.next('resync'), anaSocket.next('resync')]);
    expect(await anaSocket.send(message)).toMatchObject({ content: 'the second', seq: 2, deduplicated: true });
    expect(await stored()).toEqual([{ seq: 1 }, { seq: 2 }]);
  });
});

describe('a registration by invitation', () => {
  let proxy: DatabaseProxy;
  afterEach(() => proxy.close());
  afterAll(closeHubs);

  async function hubWithInvitation(maxUses: number) {
    proxy = await DatabaseProxy.to(await createDatabase());
    const hub = await startHub({ REGISTRATION: 'invite' }, proxy.keys, { nodes: 1 });
    const { token, id } = await hub.providers(InvitationsService)[0]!.createForOperator({ days: 1, maxUses });
    const json = { name: 'Ana', email: 'ana@example.com', password: PASSWORD, invitation: token };
    const uses = async () => (await hub.sql.rows('select uses from invitations where id = $1', [id]))[0]!['uses'];
    return { hub, requestRegistration: () => sendRequest(hub, 'POST /api/auth/register', { json }), uses };
  }

  it.each(['begin; set local', 'insert into users', 'update invitations set uses', 'commit'])(
    'creates one account and uses the invitation once when the response to "%s" is lost',
    async (statement) => {
      const { hub, requestRegistration, uses } = await hubWithInvitation(1);
      let isLost = false;
      proxy.loseResponseTo(statement, () => {
        isLost = true;
      });

      const response = await requestRegistration();

      expect({ isLost, status: response.status }).toEqual({ isLost: true, status: 201 });
      expect(await uses()).toBe(1);
      expect(await hub.sql.rows('select name from users')).toEqual([{ name: 'Ana' }]);
      const json = { email: 'ana@example.com', password: PASSWORD };
      expect((await sendRequest(hub, 'POST /api/auth/login', { json })).status).toBe(200);
    },
  );

  it.each(['begin; set local', 'insert into users', 'update invitations set uses', 'commit'])(
    'creates one account and uses the invitation once when the statement "%s" reaches the database late',
    async (statement) => {
      const { hub, requestRegistration, uses } = await hubWithInvitation(2);
      const lateStatement = proxy.interceptStatement(statement);

      const response = await requestRegistration();
      await (
        await lateStatement
      )();

      expect(response.status).toBe(201);
      expect(await uses()).toBe(1);
      expect(await hub.sql.rows('select name from users')).toEqual([{ name: 'Ana' }]);
    },
  );
});

describe('a change of the privacy settings', () => {
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
    'is applied once when the response to "%s" is lost',
    async (statement) => {
      const { change, stored } = await behindProxy();
      let storedAtLoss: Promise<object> | undefined;
      proxy.loseResponseTo(statement, () => {
        storedAtLoss = stored();
      });

      expect(await change({ hidesPresence: true })).toMatchObject({ status: 200, body: { hidesPresence: true } });

      expect(storedAtLoss).toBeDefined();
      const whenLost = await storedAtLoss;
      if (statement === 'commit') expect(await stored()).toEqual(whenLost);
      expect(await stored()).toMatchObject({ hides_presence: true });
    },
  );

  it.each(['begin; set local', 'select from users', 'update users set hides_presence', 'commit'])(
    'does not undo a later change when the statement "%s" reaches the database late',
    async (statement) => {
      const { change, stored } = await behindProxy();
      const lateStatement = proxy.interceptStatement(statement);
      expect(await change({ hidesPresence: true })).toMatchObject({ status: 200, body: { hidesPresence: true } });
      expect(await change({ hidesPresence: false })).toMatchObject({ status: 200, body: { hidesPresence: false } });

      await (
        await lateStatement
      )();

      expect(await stored()).toMatchObject({ hides_presence: false });
    },
  );
});
