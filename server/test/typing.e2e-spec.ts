import { ConversationsService } from '../src/conversations/conversations.service.js';
import { closeSockets, register, startHub, waitUntil, type TestHub } from './support/hub.js';
import { startRedis } from './support/redis.js';

describe('a typing indicator', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startHub();
  });
  afterEach(closeSockets);
  afterAll(() => hub.close());

  it('is shown only to the other participants, and ends with the message or with a typing command', async () => {
    const [ana, ben, eve] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben'), register(hub, 'Eve')]);
    const [anaSocket, benSocket, eveSocket] = await Promise.all([ana.connect(), ben.connect(), eve.connect()]);
    const { conversation } = await anaSocket.send({ receiverId: ben.id, content: 'one' });
    const conversationId = conversation.id;

    await anaSocket.hub.command('typing', { conversationId, active: true });
    expect(await benSocket.next('typing_changed')).toEqual({ conversationId, userIds: [ana.id] });
    await anaSocket.hub.command('typing', { conversationId, active: false });
    expect(await benSocket.next('typing_changed')).toEqual({ conversationId, userIds: [] });

    await anaSocket.hub.command('typing', { conversationId, active: true });
    await benSocket.hub.command('typing', { conversationId, active: true });
    expect(await benSocket.next('typing_changed')).toEqual({ conversationId, userIds: [ana.id] });
    expect(await anaSocket.next('typing_changed')).toEqual({ conversationId, userIds: [ben.id] });
    await anaSocket.send({ conversationId, content: 'two' });
    expect(await benSocket.next('typing_changed')).toEqual({ conversationId, userIds: [] });

    await expect(eveSocket.hub.command('typing', { conversationId, active: true })).rejects.toMatchObject({
      code: 'conversation.not_found',
    });
    await eveSocket.send({ receiverId: ben.id, content: 'the last event' });
    await eveSocket.next('message_sent');
    expect(eveSocket.receivedNames()).not.toContain('typing_changed');
    expect(anaSocket.payloads('typing_changed')).toHaveLength(1);
  });

  describe('whose participants are looked up slowly', () => {
    /**
     * Pauses the next look-ups of participants after their query. Returns one function for each look-up, which lets the
     * look-up continue.
     */
    function pauseLookups() {
      const paused: (() => void)[] = [];
      for (const access of hub.providers(ConversationsService)) {
        const lookUp = access.requireParticipants.bind(access);
        jest.spyOn(access, 'requireParticipants').mockImplementation(async (...args) => {
          const participants = await lookUp(...args);
          await new Promise<void>((resolve) => paused.push(resolve));
          return participants;
        });
      }
      return paused;
    }
    afterEach(() => jest.restoreAllMocks());

    it('does not outlast the message that was typed', async () => {
      const [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
      const [anaSocket, benSocket] = await Promise.all([ana.connect(), ben.connect()]);
      const { conversation } = await anaSocket.send({ receiverId: ben.id, content: 'one' });
      const paused = pauseLookups();

      const typing = anaSocket.hub.command('typing', { conversationId: conversation.id, active: true });
      await waitUntil('the lookup waits', () => paused.length === 1);
      await anaSocket.send({ receiverId: ben.id, content: 'two' });
      paused[0]!();
      await typing;

      await anaSocket.send({ receiverId: ben.id, content: 'three' });
      while ((await benSocket.next('new_message')).content !== 'three');
      expect(benSocket.receivedNames()).not.toContain('typing_changed');
    });

    it('has the state of the last typing command, whichever look-up finishes first', async () => {
      const [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
      const [anaSocket, benSocket] = await Promise.all([ana.connect(), ben.connect()]);
      const { conversation } = await anaSocket.send({ receiverId: ben.id, content: 'one' });
      const paused = pauseLookups();

      const begun = anaSocket.hub.command('typing', { conversationId: conversation.id, active: true });
      await waitUntil('the first lookup waits', () => paused.length === 1);
      const ended = anaSocket.hub.command('typing', { conversationId: conversation.id, active: false });
      await waitUntil('the second lookup waits', () => paused.length === 2);
      paused[1]!();
      await ended;
      paused[0]!();
      await begun;

      await anaSocket.send({ receiverId: ben.id, content: 'two' });
      while ((await benSocket.next('new_message')).content !== 'two');
      expect(benSocket.receivedNames()).not.toContain('typing_changed');
    });
  });

  it('ends by itself when the client sends no further typing command', async () => {
    const [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
    const [anaSocket, benSocket] = await Promise.all([ana.connect(), ben.connect()]);
    const { conversation } = await anaSocket.send({ receiverId: ben.id, content: 'one' });

    await anaSocket.hub.command('typing', { conversationId: conversation.id, active: true });

    expect((await benSocket.next('typing_changed')).userIds).toEqual([ana.id]);
    expect((await benSocket.next('typing_changed')).userIds).toEqual([]);
  });
});

describe('a typing indicator on two nodes', () => {
  it('is shown on both nodes as one list, and ends with the message, whichever node stores the message', async () => {
    const redis = await startRedis();
    const one = await startHub({ REDIS_URL: redis.url });
    const two = await startHub({ REDIS_URL: redis.url }, one.database);
    try {
      const [ana, ben] = await Promise.all([register(one, 'Ana'), register(one, 'Ben')]);
      const [anaSocket, benSocket] = [await ana.connect({}, one), await ben.connect({}, two)];
      const phone = await ana.connect({}, two);
      const { conversation } = await anaSocket.send({ receiverId: ben.id, content: 'one' });
      const conversationId = conversation.id;

      await anaSocket.hub.command('typing', { conversationId, active: true });
      expect(await benSocket.next('typing_changed')).toEqual({ conversationId, userIds: [ana.id] });
      await benSocket.hub.command('typing', { conversationId, active: true });
      // The list of each person omits that person.
      for (const socket of [anaSocket, phone])
        expect(await socket.next('typing_changed')).toEqual({ conversationId, userIds: [ben.id] });
      expect(benSocket.payloads('typing_changed')).toEqual([{ conversationId, userIds: [ana.id] }]);
      await benSocket.hub.command('typing', { conversationId, active: false });
      for (const socket of [anaSocket, phone])
        expect(await socket.next('typing_changed')).toEqual({ conversationId, userIds: [] });
      await phone.send({ conversationId, content: 'two' });
      expect(await benSocket.next('typing_changed')).toEqual({ conversationId, userIds: [] });

      await anaSocket.hub.command('typing', { conversationId, active: true });
      expect(await benSocket.next('typing_changed')).toEqual({ conversationId, userIds: [ana.id] });
      // The node where Ana types stops: the other node ends the indicator by itself.
      await one.stop();
      expect(await benSocket.next('typing_changed')).toEqual({ conversationId, userIds: [] });
      expect(benSocket.payloads('typing_changed')).toHaveLength(4);
    } finally {
      closeSockets();
      await two.stop();
      await one.close();
      await redis.stop();
    }
  });
});
