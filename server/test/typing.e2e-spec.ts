import { ConversationsService } from '../src/conversations/conversations.service.js';
import { closeSockets, register, startHub, waitUntil, type TestHub } from './support/hub.js';
import { startRedis } from './support/redis.js';

describe('typing', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startHub();
  });
  afterEach(closeSockets);
  afterAll(() => hub.close());

  it('is told to the other participants only, and ends with the message or with a word', async () => {
    const [ana, ben, eve] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben'), register(hub, 'Eve')]);
    const [hers, his, evil] = await Promise.all([ana.connect(), ben.connect(), eve.connect()]);
    const { conversation } = await hers.send({ receiverId: ben.id, content: 'one' });
    const conversationId = conversation.id;

    await hers.hub.command('typing', { conversationId, active: true });
    expect(await his.next('typing_changed')).toEqual({ conversationId, userIds: [ana.id] });
    await hers.hub.command('typing', { conversationId, active: false });
    expect(await his.next('typing_changed')).toEqual({ conversationId, userIds: [] });

    await hers.hub.command('typing', { conversationId, active: true });
    await his.hub.command('typing', { conversationId, active: true });
    expect(await his.next('typing_changed')).toEqual({ conversationId, userIds: [ana.id] });
    expect(await hers.next('typing_changed')).toEqual({ conversationId, userIds: [ben.id] });
    await hers.send({ conversationId, content: 'two' });
    expect(await his.next('typing_changed')).toEqual({ conversationId, userIds: [] });

    await expect(evil.hub.command('typing', { conversationId, active: true })).rejects.toMatchObject({
      code: 'conversation.not_found',
    });
    await evil.send({ receiverId: ben.id, content: 'the last event' });
    await evil.next('message_sent');
    expect(evil.receivedNames()).not.toContain('typing_changed');
    expect(hers.payloads('typing_changed')).toHaveLength(1);
  });

  describe('whose participants are looked up slowly', () => {
    /** Has the next lookups of participants wait, each for its turn to go on. */
    function holdLookups() {
      const held: (() => void)[] = [];
      for (const access of hub.providers(ConversationsService)) {
        const lookUp = access.requireParticipants.bind(access);
        jest.spyOn(access, 'requireParticipants').mockImplementation(async (...args) => {
          const participants = await lookUp(...args);
          await new Promise<void>((resolve) => held.push(resolve));
          return participants;
        });
      }
      return held;
    }
    afterEach(() => jest.restoreAllMocks());

    it('does not outlast the message that was typed', async () => {
      const [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
      const [hers, his] = await Promise.all([ana.connect(), ben.connect()]);
      const { conversation } = await hers.send({ receiverId: ben.id, content: 'one' });
      const held = holdLookups();

      const typing = hers.hub.command('typing', { conversationId: conversation.id, active: true });
      await waitUntil('the lookup waits', () => held.length === 1);
      await hers.send({ receiverId: ben.id, content: 'two' });
      held[0]!();
      await typing;

      await hers.send({ receiverId: ben.id, content: 'three' });
      while ((await his.next('new_message')).content !== 'three');
      expect(his.receivedNames()).not.toContain('typing_changed');
    });

    it('is what was said last, whichever is looked up first', async () => {
      const [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
      const [hers, his] = await Promise.all([ana.connect(), ben.connect()]);
      const { conversation } = await hers.send({ receiverId: ben.id, content: 'one' });
      const held = holdLookups();

      const begun = hers.hub.command('typing', { conversationId: conversation.id, active: true });
      await waitUntil('the first lookup waits', () => held.length === 1);
      const ended = hers.hub.command('typing', { conversationId: conversation.id, active: false });
      await waitUntil('the second lookup waits', () => held.length === 2);
      held[1]!();
      await ended;
      held[0]!();
      await begun;

      await hers.send({ receiverId: ben.id, content: 'two' });
      while ((await his.next('new_message')).content !== 'two');
      expect(his.receivedNames()).not.toContain('typing_changed');
    });
  });

  it('ends by itself', async () => {
    const [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
    const [hers, his] = await Promise.all([ana.connect(), ben.connect()]);
    const { conversation } = await hers.send({ receiverId: ben.id, content: 'one' });

    await hers.hub.command('typing', { conversationId: conversation.id, active: true });

    expect((await his.next('typing_changed')).userIds).toEqual([ana.id]);
    expect((await his.next('typing_changed')).userIds).toEqual([]);
  });
});

describe('typing on two nodes', () => {
  it('is told on both, as one list, and ends with the message wherever it is sent', async () => {
    const redis = await startRedis();
    const one = await startHub({ REDIS_URL: redis.url });
    const two = await startHub({ REDIS_URL: redis.url }, one.database);
    try {
      const [ana, ben] = await Promise.all([register(one, 'Ana'), register(one, 'Ben')]);
      const [hers, his] = [await ana.connect({}, one), await ben.connect({}, two)];
      const phone = await ana.connect({}, two);
      const { conversation } = await hers.send({ receiverId: ben.id, content: 'one' });
      const conversationId = conversation.id;

      await hers.hub.command('typing', { conversationId, active: true });
      expect(await his.next('typing_changed')).toEqual({ conversationId, userIds: [ana.id] });
      await his.hub.command('typing', { conversationId, active: true });
      // Each is told of the other: nobody of themselves.
      for (const socket of [hers, phone])
        expect(await socket.next('typing_changed')).toEqual({ conversationId, userIds: [ben.id] });
      expect(his.payloads('typing_changed')).toEqual([{ conversationId, userIds: [ana.id] }]);
      await his.hub.command('typing', { conversationId, active: false });
      for (const socket of [hers, phone])
        expect(await socket.next('typing_changed')).toEqual({ conversationId, userIds: [] });
      await phone.send({ conversationId, content: 'two' });
      expect(await his.next('typing_changed')).toEqual({ conversationId, userIds: [] });

      await hers.hub.command('typing', { conversationId, active: true });
      expect(await his.next('typing_changed')).toEqual({ conversationId, userIds: [ana.id] });
      // The node where she types falls silent: the other one ends it by itself.
      await one.stop();
      expect(await his.next('typing_changed')).toEqual({ conversationId, userIds: [] });
      expect(his.payloads('typing_changed')).toHaveLength(4);
    } finally {
      closeSockets();
      await two.stop();
      await one.close();
      await redis.stop();
    }
  });
});
