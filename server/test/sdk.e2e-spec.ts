import { memoryStore } from '@smart-hub/sdk';
import { fileStore } from '@smart-hub/sdk/file-store';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  closeDevices,
  contents,
  dropConnection,
  eventually,
  first,
  loseEvents,
  openDevice,
  openOnline,
  until,
  untilCount,
  untilState,
} from './support/devices.js';
import { closeSockets, PASSWORD, register, startHub, type Hub } from './support/hub.js';

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('the SDK', () => {
  let hub: Hub;
  let folder: string;
  beforeAll(async () => {
    hub = await startHub();
    folder = await mkdtemp(join(tmpdir(), 'hub-sdk-'));
  });
  afterEach(() => {
    closeDevices();
    closeSockets();
  });
  afterAll(async () => {
    await hub.close();
    await rm(folder, { recursive: true });
  });

  const people = () => Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);

  /** Stops the server, does something, and starts it again at the same address. */
  async function whileAway(act: () => Promise<void>): Promise<void> {
    await hub.stop();
    await act();
    await hub.start();
  }

  it('shows a first message at once, and how far it has come: sending, sent, delivered, read', async () => {
    const [ana, ben] = await people();
    const his = await openOnline(ben);
    his.close();
    const hers = await openOnline(ana);
    const states: string[] = [];
    hers.subscribe(() => {
      const state = hers.messages(ben.id).at(-1)?.state;
      if (state !== undefined && state !== states.at(-1)) states.push(state);
    });

    const sent = hers.send({ receiverId: ben.id, content: 'Hello Ben!' });
    expect(hers.messages(ben.id)).toMatchObject([{ content: 'Hello Ben!', state: 'sending', senderId: ana.id }]);
    const clientMessageId = await sent;
    await untilState(hers, ben.id, 'sent');
    const later = await openOnline(ben);
    await untilState(hers, ben.id, 'delivered');
    expect(later.totalUnread).toBe(1);
    later.markRead(first(later).id);
    expect(later.totalUnread).toBe(0);
    await untilState(hers, ben.id, 'read');

    expect(states).toEqual(['sending', 'sent', 'delivered', 'read']);
    expect(hers.messages(ben.id)).toHaveLength(1);
    expect(hers.messages(first(hers).id)).toBe(hers.messages(ben.id));
    expect(hers.messages(ben.id)[0]).toMatchObject({ key: clientMessageId, seq: 1, senderName: 'Ana' });
    expect(first(hers)).toMatchObject({ user: { id: ben.id, name: 'Ben' }, unread: 0, hasOlder: false });
  });

  it('shows a message from the first moment on as the server stores it', async () => {
    const [ana, ben] = await people();
    const hers = await openOnline(ana);

    const sent = hers.send({ receiverId: ben.id, content: '\n\u2028\n    code\n  more \n\n' });
    expect(hers.messages(ben.id)).toMatchObject([{ content: '    code\n  more', state: 'sending' }]);
    await sent;
    await untilState(hers, ben.id, 'sent');

    const [row] = await hub.sql.rows('select content from messages where id = $1', [hers.messages(ben.id)[0]!.id]);
    expect(row).toEqual({ content: hers.messages(ben.id)[0]!.content });
  });

  it('sends what was written without a server, in order and once, after a reload and a restart of the server', async () => {
    const [ana, ben] = await people();
    const path = join(folder, 'outbox.json');
    const his = await openOnline(ben);
    const before = await openOnline(ana, { store: fileStore(path) });
    await before.send({ receiverId: ben.id, content: '0' });
    await untilState(before, ben.id, 'delivered');

    await whileAway(async () => {
      await until(before, ({ status }) => status === 'offline', 'to be offline');
      for (const content of ['1', '2', '3']) await before.send({ receiverId: ben.id, content });
      before.close();
      const reloaded = await openDevice(ana, { store: fileStore(path) });
      expect(contents(reloaded, ben.id)).toEqual(['1', '2', '3']);
      expect(reloaded.messages(ben.id).map(({ state }) => state)).toEqual(['sending', 'sending', 'sending']);
      await reloaded.send({ receiverId: ben.id, content: '4' });
    });

    await untilCount(his, ana.id, 5);
    expect(contents(his, ana.id)).toEqual(['0', '1', '2', '3', '4']);
    const rows = await hub.sql.rows<{ content: string }>(
      'select content from messages where sender_id = $1 order by seq',
      [ana.id],
    );
    expect(rows.map(({ content }) => content)).toEqual(['0', '1', '2', '3', '4']);
    await eventually(async () => expect(await fileStore(path).load()).toEqual([]));
  });

  it('keeps the order and doubles nothing while connections drop and acknowledgements are lost', async () => {
    const [ana, ben] = await people();
    const [hers, his] = await Promise.all([openOnline(ana), openOnline(ben)]);
    const shown: string[][] = [];
    his.subscribe(() => shown.push(contents(his, ana.id)));
    const wanted = Array.from({ length: 60 }, (_, index) => `${index}`);
    for (const content of wanted) {
      await hers.send({ receiverId: ben.id, content });
      if (Number(content) % 9 === 5) dropConnection(hers);
      if (Number(content) % 13 === 7) dropConnection(his);
      if (Number(content) % 5 === 0) await untilCount(hers, ben.id, Number(content) / 2);
    }
    await untilCount(his, ana.id, wanted.length);
    await untilCount(hers, ben.id, wanted.length);
    expect(contents(his, ana.id)).toEqual(wanted);
    expect(contents(hers, ben.id)).toEqual(wanted);
    for (const list of shown) expect(list).toEqual(wanted.slice(0, list.length));
  });

  it('sends again under the same id when the answer did not come in time', async () => {
    const [ana, ben] = await people();
    const hers = await openOnline(ana, { socket: { ackTimeout: 300 } });
    const io = hers.socket.io as unknown as { onack(packet: unknown): void };
    const acknowledge = io.onack.bind(io);
    let lost = 0;
    // The answer to the first attempt is lost, and so is the event that tells the same.
    const found = loseEvents(hers, (name) => name === 'message_sent');
    io.onack = () => {
      lost += 1;
      io.onack = acknowledge;
    };
    await hers.send({ receiverId: ben.id, content: 'once' });
    await untilState(hers, ben.id, 'sent');
    found();
    expect(lost).toBe(1);
    expect(await hub.sql.rows('select 1 from messages where sender_id = $1', [ana.id])).toHaveLength(1);
    expect(contents(hers, ben.id)).toEqual(['once']);
  });

  it('shows what the server refuses as failed, goes on with the others, tries again or discards', async () => {
    const [ana, ben] = await people();
    const hers = await openOnline(ana);
    const refused = await hers.send({ receiverId: ben.id, content: 'x'.repeat(8001) });
    await hers.send({ receiverId: ben.id, content: 'short' });
    await until(hers, () => hers.messages(ben.id)[0]?.state === 'sent', 'the second one to be sent');
    expect(hers.messages(ben.id)).toMatchObject([
      { content: 'short', state: 'sent' },
      { clientMessageId: refused, state: 'failed', problem: { code: 'request.invalid' } },
    ]);
    await hers.retry(refused);
    await until(hers, () => hers.messages(ben.id)[1]?.state === 'failed', 'it to be refused again');
    await hers.discard(refused);
    expect(contents(hers, ben.id)).toEqual(['short']);
  });

  it('notices a lost event, and heals it while connected', async () => {
    const [ana, ben] = await people();
    const [hers, his] = await Promise.all([openOnline(ana), openOnline(ben)]);
    await hers.send({ receiverId: ben.id, content: '1' });
    await untilCount(his, ana.id, 1);
    const found = loseEvents(
      his,
      (name, payload: { content: string }) => name === 'new_message' && payload.content === '2',
    );
    const shown: string[][] = [];
    his.subscribe(() => shown.push(contents(his, ana.id)));
    for (const content of ['2', '3', '4']) await hers.send({ receiverId: ben.id, content });
    await untilCount(his, ana.id, 4);
    found();
    expect(contents(his, ana.id)).toEqual(['1', '2', '3', '4']);
    for (const list of shown) expect(list).toEqual(['1', '2', '3', '4'].slice(0, list.length));
    expect(his.totalUnread).toBe(4);
  });

  it('catches up over many pages, and starts anew where it is too far behind', async () => {
    const [ana, ben] = await people();
    const hers = await openOnline(ana);
    const his = await openOnline(ben);
    await hers.send({ receiverId: ben.id, content: '0' });
    await untilCount(his, ana.id, 1);
    const { id } = first(his);
    const sending = await ana.connect();
    const send = (from: number, to: number) =>
      Promise.all(
        Array.from({ length: to - from }, (_, index) =>
          sending.send({ conversationId: id, content: `${from + index}` }),
        ),
      );

    his.socket.io.io.reconnection(false);
    dropConnection(his);
    await send(1, 700);
    his.socket.io.io.reconnection(true);
    his.resume();
    await untilCount(his, id, 700);
    expect(contents(his, id)).toEqual(Array.from({ length: 700 }, (_, index) => `${index}`));
    expect(his.totalUnread).toBe(700);

    his.socket.io.io.reconnection(false);
    dropConnection(his);
    await send(700, 1800);
    his.socket.io.io.reconnection(true);
    his.resume();
    await until(his, () => contents(his, id).at(-1) === '1799', 'the newest');
    expect(contents(his, id)).toEqual(Array.from({ length: 100 }, (_, index) => `${1700 + index}`));
    expect(first(his)).toMatchObject({ unread: 1800, hasOlder: true });

    expect(await his.loadOlder(id, 200)).toBe(true);
    expect(contents(his, id)).toEqual(Array.from({ length: 300 }, (_, index) => `${1500 + index}`));
  });

  it('says when it tries to connect again, and tries at once when it is told to', async () => {
    const [, ben] = await people();
    const patient = { socket: { reconnectionDelay: 60_000, reconnectionDelayMax: 60_000 } };
    const his = await openOnline(ben, patient);
    expect(his.retryAt).toBeUndefined();

    dropConnection(his);
    await until(his, ({ status }) => status === 'offline', 'to be offline');
    expect(his.retryAt! - Date.now()).toBeGreaterThan(55_000);
    expect(his.retryAt! - Date.now()).toBeLessThanOrEqual(60_000);

    his.resume();
    await until(his, ({ status }) => status === 'online', 'to be online');
    expect(his.retryAt).toBeUndefined();
  });

  it('is led to any message, reads on from there, and sees its own at the end', async () => {
    const [ana, ben] = await people();
    const hers = await ana.connect();
    const sent = await Promise.all(range(1, 400).map((seq) => hers.send({ receiverId: ben.id, content: `${seq}` })));
    const his = await openOnline(ben);
    await untilCount(his, ana.id, 1);
    const { id } = first(his);
    const shown = () => contents(his, id).map(Number);

    expect(await his.showAround(id, { messageId: sent[199]!.id })).toBe(sent[199]!.seq);
    expect(shown()).toEqual(range(shown()[0]!, shown().at(-1)!));
    expect(shown()).toContain(200);
    expect(first(his)).toMatchObject({ hasOlder: true, hasNewer: true, lastMessage: { content: '400' } });
    expect(await his.loadNewer(id, 50)).toBe(true);
    expect(await his.loadNewer(id, 200)).toBe(false);
    expect(shown()).toEqual(range(shown()[0]!, 400));

    await his.showAround(id, { seq: 10 });
    await his.send({ conversationId: id, content: '401' });
    expect(first(his).hasNewer).toBe(false);
    expect(shown().slice(-2)).toEqual([400, 401]);
    await expect(his.showAround(id, { messageId: ben.id })).rejects.toMatchObject({ code: 'message.not_found' });
  });

  it('agrees on two devices of one person, and renders nothing that did not change', async () => {
    const [ana, ben] = await people();
    const [laptop, phone, his] = await Promise.all([openOnline(ana), openOnline(ana), openOnline(ben)]);
    await laptop.send({ receiverId: ben.id, content: 'from the laptop' });
    await untilState(phone, ben.id, 'delivered');
    await phone.send({ receiverId: ben.id, content: 'from the phone' });
    // Or his may be stored before it.
    await untilCount(his, ana.id, 2);
    await his.send({ receiverId: ana.id, content: 'to both' });
    await Promise.all([untilCount(laptop, ben.id, 3), untilCount(phone, ben.id, 3)]);
    await until(phone, ({ totalUnread }) => totalUnread === 1, 'one unread');
    phone.markRead(first(phone).id);
    await until(laptop, ({ totalUnread }) => totalUnread === 0, 'the laptop to have it read, too');
    await until(his, () => his.messages(ana.id).at(-1)?.state === 'read', 'him to know');
    expect(phone.messages(ben.id)).toEqual(laptop.messages(ben.id));
    expect(phone.conversations).toEqual(laptop.conversations);

    const before = phone.messages(ben.id);
    const conversations = phone.conversations;
    expect(phone.conversations).toBe(conversations);
    his.setTyping(first(his).id, true);
    await until(phone, () => first(phone).typing.includes(ben.id), 'him to be typing');
    expect(phone.messages(ben.id)).toBe(before);
    expect(phone.conversations).not.toBe(conversations);
    his.setTyping(first(his).id, false);
    await until(phone, () => first(phone).typing.length === 0, 'him to have stopped');
  });

  it('keeps unread what came while an own message waited to be sent', async () => {
    const [ana, ben] = await people();
    const [hers, his] = await Promise.all([openOnline(ana), openOnline(ben)]);
    hers.socket.io.io.reconnection(false);
    dropConnection(hers);
    await until(hers, ({ status }) => status === 'offline', 'her to be away');
    await hers.send({ receiverId: ben.id, content: 'It waits.' });
    for (const content of ['one', 'two', 'three']) await his.send({ receiverId: ana.id, content });
    await untilState(his, ana.id, 'sent');
    hers.socket.io.io.reconnection(true);
    hers.resume();
    await untilCount(hers, ben.id, 4);
    await untilCount(his, ana.id, 4);
    expect(contents(hers, ben.id)).toEqual(['one', 'two', 'three', 'It waits.']);
    expect(first(hers).unread).toBe(3);
    expect(his.messages(ana.id).filter(({ state }) => state === 'read')).toEqual([]);
    const again = await openOnline(ana);
    expect(again.totalUnread).toBe(3);

    hers.markRead(first(hers).id);
    expect(first(hers).unread).toBe(0);
    await until(again, ({ totalUnread }) => totalUnread === 0, 'her other device to know');
  });

  it('shows who is there', async () => {
    const [ana, ben] = await people();
    const [hers, his] = await Promise.all([openOnline(ana), openOnline(ben)]);
    await hers.send({ receiverId: ben.id, content: 'Are you there?' });
    await until(hers, () => hers.conversations.some(({ user }) => user.online), 'him to be there');
    his.close();
    await until(hers, () => !first(hers).user.online, 'him to be gone');
    expect(first(hers).user.lastSeenAt).toEqual(expect.any(String));
    await openOnline(ben);
    await until(hers, () => first(hers).user.online, 'him to be back');
  });

  it('sends a full outbox under the default limits, in order, once and without being disconnected', async () => {
    const limited = await startHub({ COMMAND_LIMIT: '20' });
    try {
      const ana = await register(limited, 'Ana');
      const others = await Promise.all(range(1, 30).map((number) => register(limited, `Person ${number}`)));
      const store = memoryStore();
      const offline = await openDevice(ana, { store, socket: { autoConnect: false } });
      const wanted = range(1, 8).map(String);
      for (const content of wanted) for (const { id } of others) await offline.send({ receiverId: id, content });
      offline.close();

      const hers = await openOnline(ana, { store });
      const lost = jest.fn();
      hers.socket.io.on('disconnect', lost);
      await until(hers, ({ unsent }) => unsent === 0, 'an empty outbox');

      expect(lost).not.toHaveBeenCalled();
      for (const { id } of others) expect(contents(hers, id)).toEqual(wanted);
    } finally {
      closeDevices();
      await limited.close();
    }
  });

  it('asks for a new token when the session ends, and goes on; without one it is logged out', async () => {
    const shortly = await startHub({ JWT_EXPIRES_IN: '8s' });
    try {
      const [ana, ben] = await Promise.all([register(shortly, 'Ana'), register(shortly, 'Ben')]);
      let renewals = 0;
      const hers = await openOnline(ana, {
        renewToken: async () => {
          renewals += 1;
          return (await ana.client.login({ email: ana.email, password: PASSWORD })).access_token;
        },
      });
      const his = await openOnline(ben);
      await until(hers, () => renewals === 1 && hers.status === 'online', 'a new session');
      await until(his, ({ status }) => status === 'logged out', 'him to be logged out');
      await hers.send({ receiverId: ben.id, content: 'after' });
      await untilState(hers, ben.id, 'sent');
      await ben.client.login({ email: ben.email, password: PASSWORD });
      his.resume();
      await untilCount(his, ana.id, 1);
    } finally {
      closeDevices();
      await shortly.close();
    }
  });
});
