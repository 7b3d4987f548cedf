import { memoryStore } from '@smart-hub/sdk';
import { fileStore } from '@smart-hub/sdk/file-store';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  closeDevices,
  messageContents,
  dropConnection,
  eventually,
  firstConversation,
  loseEvents,
  openDevice,
  openOnlineDevice,
  waitForDevice,
  waitForMessageCount,
  waitForMessageState,
} from './support/devices.js';
import { closeSockets, PASSWORD, register, startHub, type TestHub } from './support/hub.js';

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('the SDK', () => {
  let hub: TestHub;
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

  /** Stops the server, runs the action, and starts the server at the same address again. */
  async function whileServerIsDown(act: () => Promise<void>): Promise<void> {
    await hub.stop();
    await act();
    await hub.start();
  }

  it('shows the first message of a conversation at once, and then its states: sending, sent, delivered, read', async () => {
    const [ana, ben] = await people();
    const benDevice = await openOnlineDevice(ben);
    benDevice.close();
    const anaDevice = await openOnlineDevice(ana);
    const states: string[] = [];
    anaDevice.subscribe(() => {
      const state = anaDevice.messages(ben.id).at(-1)?.state;
      if (state !== undefined && state !== states.at(-1)) states.push(state);
    });

    const sent = anaDevice.send({ receiverId: ben.id, content: 'Hello Ben!' });
    expect(anaDevice.messages(ben.id)).toMatchObject([{ content: 'Hello Ben!', state: 'sending', senderId: ana.id }]);
    const clientMessageId = await sent;
    await waitForMessageState(anaDevice, ben.id, 'sent');
    const reopenedDevice = await openOnlineDevice(ben);
    await waitForMessageState(anaDevice, ben.id, 'delivered');
    expect(reopenedDevice.totalUnread).toBe(1);
    reopenedDevice.markRead(firstConversation(reopenedDevice).id);
    expect(reopenedDevice.totalUnread).toBe(0);
    await waitForMessageState(anaDevice, ben.id, 'read');

    expect(states).toEqual(['sending', 'sent', 'delivered', 'read']);
    expect(anaDevice.messages(ben.id)).toHaveLength(1);
    expect(anaDevice.messages(firstConversation(anaDevice).id)).toBe(anaDevice.messages(ben.id));
    expect(anaDevice.messages(ben.id)[0]).toMatchObject({ key: clientMessageId, seq: 1, senderName: 'Ana' });
    expect(firstConversation(anaDevice)).toMatchObject({
      user: { id: ben.id, name: 'Ben' },
      unread: 0,
      hasOlder: false,
    });
  });

  it('shows a message with the content that the server will store, even before the server has stored it', async () => {
    const [ana, ben] = await people();
    const anaDevice = await openOnlineDevice(ana);

    const sent = anaDevice.send({ receiverId: ben.id, content: '\n\u2028\n    code\n  more \n\n' });
    expect(anaDevice.messages(ben.id)).toMatchObject([{ content: '    code\n  more', state: 'sending' }]);
    await sent;
    await waitForMessageState(anaDevice, ben.id, 'sent');

    const [row] = await hub.sql.rows('select content from messages where id = $1', [anaDevice.messages(ben.id)[0]!.id]);
    expect(row).toEqual({ content: anaDevice.messages(ben.id)[0]!.content });
  });

  it('sends messages that were written while the server was down in order and once, after a reload and a restart', async () => {
    const [ana, ben] = await people();
    const path = join(folder, 'outbox.json');
    const benDevice = await openOnlineDevice(ben);
    const before = await openOnlineDevice(ana, { store: fileStore(path) });
    await before.send({ receiverId: ben.id, content: '0' });
    await waitForMessageState(before, ben.id, 'delivered');

    await whileServerIsDown(async () => {
      await waitForDevice(before, ({ status }) => status === 'offline', 'the device to be offline');
      for (const content of ['1', '2', '3']) await before.send({ receiverId: ben.id, content });
      before.close();
      const reloaded = await openDevice(ana, { store: fileStore(path) });
      expect(messageContents(reloaded, ben.id)).toEqual(['1', '2', '3']);
      expect(reloaded.messages(ben.id).map(({ state }) => state)).toEqual(['sending', 'sending', 'sending']);
      await reloaded.send({ receiverId: ben.id, content: '4' });
    });

    await waitForMessageCount(benDevice, ana.id, 5);
    expect(messageContents(benDevice, ana.id)).toEqual(['0', '1', '2', '3', '4']);
    const rows = await hub.sql.rows<{ content: string }>(
      'select content from messages where sender_id = $1 order by seq',
      [ana.id],
    );
    expect(rows.map(({ content }) => content)).toEqual(['0', '1', '2', '3', '4']);
    await eventually(async () => expect(await fileStore(path).load()).toEqual([]));
  });

  it('keeps the order of messages and stores each once while connections drop and acknowledgements are lost', async () => {
    const [ana, ben] = await people();
    const [anaDevice, benDevice] = await Promise.all([openOnlineDevice(ana), openOnlineDevice(ben)]);
    const shown: string[][] = [];
    benDevice.subscribe(() => shown.push(messageContents(benDevice, ana.id)));
    const wanted = Array.from({ length: 60 }, (_, index) => `${index}`);
    for (const content of wanted) {
      await anaDevice.send({ receiverId: ben.id, content });
      if (Number(content) % 9 === 5) dropConnection(anaDevice);
      if (Number(content) % 13 === 7) dropConnection(benDevice);
      if (Number(content) % 5 === 0) await waitForMessageCount(anaDevice, ben.id, Number(content) / 2);
    }
    await waitForMessageCount(benDevice, ana.id, wanted.length);
    await waitForMessageCount(anaDevice, ben.id, wanted.length);
    expect(messageContents(benDevice, ana.id)).toEqual(wanted);
    expect(messageContents(anaDevice, ben.id)).toEqual(wanted);
    for (const list of shown) expect(list).toEqual(wanted.slice(0, list.length));
  });

  it('stores a message once that it retries because the acknowledgement has timed out', async () => {
    const [ana, ben] = await people();
    const anaDevice = await openOnlineDevice(ana, { socket: { ackTimeout: 300 } });
    const io = anaDevice.socket.io as unknown as { onack(packet: unknown): void };
    const acknowledge = io.onack.bind(io);
    let lost = 0;
    // Drops the acknowledgement of the first attempt, and the event `message_sent` for the same message.
    const restore = loseEvents(anaDevice, (name) => name === 'message_sent');
    io.onack = () => {
      lost += 1;
      io.onack = acknowledge;
    };
    await anaDevice.send({ receiverId: ben.id, content: 'once' });
    await waitForMessageState(anaDevice, ben.id, 'sent');
    restore();
    expect(lost).toBe(1);
    expect(await hub.sql.rows('select 1 from messages where sender_id = $1', [ana.id])).toHaveLength(1);
    expect(messageContents(anaDevice, ben.id)).toEqual(['once']);
  });

  it('shows a refused message as failed, sends the others, and can retry or discard the failed one', async () => {
    const [ana, ben] = await people();
    const anaDevice = await openOnlineDevice(ana);
    const refused = await anaDevice.send({ receiverId: ben.id, content: 'x'.repeat(8001) });
    await anaDevice.send({ receiverId: ben.id, content: 'short' });
    await waitForDevice(
      anaDevice,
      () => anaDevice.messages(ben.id)[0]?.state === 'sent',
      'the second message to be sent',
    );
    expect(anaDevice.messages(ben.id)).toMatchObject([
      { content: 'short', state: 'sent' },
      { clientMessageId: refused, state: 'failed', problem: { code: 'request.invalid' } },
    ]);
    await anaDevice.retry(refused);
    await waitForDevice(
      anaDevice,
      () => anaDevice.messages(ben.id)[1]?.state === 'failed',
      'the message to be refused again',
    );
    await anaDevice.discard(refused);
    expect(messageContents(anaDevice, ben.id)).toEqual(['short']);
  });

  it('detects that the event of a message was lost, and loads that message while connected', async () => {
    const [ana, ben] = await people();
    const [anaDevice, benDevice] = await Promise.all([openOnlineDevice(ana), openOnlineDevice(ben)]);
    await anaDevice.send({ receiverId: ben.id, content: '1' });
    await waitForMessageCount(benDevice, ana.id, 1);
    const restore = loseEvents(
      benDevice,
      (name, payload: { content: string }) => name === 'new_message' && payload.content === '2',
    );
    const shown: string[][] = [];
    benDevice.subscribe(() => shown.push(messageContents(benDevice, ana.id)));
    for (const content of ['2', '3', '4']) await anaDevice.send({ receiverId: ben.id, content });
    await waitForMessageCount(benDevice, ana.id, 4);
    restore();
    expect(messageContents(benDevice, ana.id)).toEqual(['1', '2', '3', '4']);
    for (const list of shown) expect(list).toEqual(['1', '2', '3', '4'].slice(0, list.length));
    expect(benDevice.totalUnread).toBe(4);
  });

  it('syncs in many pages, but only the newest messages of a conversation if too many were missed', async () => {
    const [ana, ben] = await people();
    const anaDevice = await openOnlineDevice(ana);
    const benDevice = await openOnlineDevice(ben);
    await anaDevice.send({ receiverId: ben.id, content: '0' });
    await waitForMessageCount(benDevice, ana.id, 1);
    const { id } = firstConversation(benDevice);
    const sending = await ana.connect();
    const send = (from: number, to: number) =>
      Promise.all(
        Array.from({ length: to - from }, (_, index) =>
          sending.send({ conversationId: id, content: `${from + index}` }),
        ),
      );

    benDevice.socket.io.io.reconnection(false);
    dropConnection(benDevice);
    await send(1, 700);
    benDevice.socket.io.io.reconnection(true);
    benDevice.resume();
    await waitForMessageCount(benDevice, id, 700);
    expect(messageContents(benDevice, id)).toEqual(Array.from({ length: 700 }, (_, index) => `${index}`));
    expect(benDevice.totalUnread).toBe(700);

    benDevice.socket.io.io.reconnection(false);
    dropConnection(benDevice);
    await send(700, 1800);
    benDevice.socket.io.io.reconnection(true);
    benDevice.resume();
    await waitForDevice(benDevice, () => messageContents(benDevice, id).at(-1) === '1799', 'the newest message');
    expect(messageContents(benDevice, id)).toEqual(Array.from({ length: 100 }, (_, index) => `${1700 + index}`));
    expect(firstConversation(benDevice)).toMatchObject({ unread: 1800, hasOlder: true });

    expect(await benDevice.loadOlder(id, 200)).toBe(true);
    expect(messageContents(benDevice, id)).toEqual(Array.from({ length: 300 }, (_, index) => `${1500 + index}`));
  });

  it('reports when it will reconnect, and reconnects at once after a call of resume()', async () => {
    const [, ben] = await people();
    const patient = { socket: { reconnectionDelay: 60_000, reconnectionDelayMax: 60_000 } };
    const benDevice = await openOnlineDevice(ben, patient);
    expect(benDevice.retryAt).toBeUndefined();

    dropConnection(benDevice);
    await waitForDevice(benDevice, ({ status }) => status === 'offline', 'the device to be offline');
    expect(benDevice.retryAt! - Date.now()).toBeGreaterThan(55_000);
    expect(benDevice.retryAt! - Date.now()).toBeLessThanOrEqual(60_000);

    benDevice.resume();
    await waitForDevice(benDevice, ({ status }) => status === 'online', 'the device to be online');
    expect(benDevice.retryAt).toBeUndefined();
  });

  it('shows the messages around any message, pages on from there, and shows the newest when the user sends a message', async () => {
    const [ana, ben] = await people();
    const anaDevice = await ana.connect();
    const sent = await Promise.all(
      range(1, 400).map((seq) => anaDevice.send({ receiverId: ben.id, content: `${seq}` })),
    );
    const benDevice = await openOnlineDevice(ben);
    await waitForMessageCount(benDevice, ana.id, 1);
    const { id } = firstConversation(benDevice);
    const shown = () => messageContents(benDevice, id).map(Number);

    expect(await benDevice.showAround(id, { messageId: sent[199]!.id })).toBe(sent[199]!.seq);
    expect(shown()).toEqual(range(shown()[0]!, shown().at(-1)!));
    expect(shown()).toContain(200);
    expect(firstConversation(benDevice)).toMatchObject({
      hasOlder: true,
      hasNewer: true,
      lastMessage: { content: '400' },
    });
    expect(await benDevice.loadNewer(id, 50)).toBe(true);
    expect(await benDevice.loadNewer(id, 200)).toBe(false);
    expect(shown()).toEqual(range(shown()[0]!, 400));

    await benDevice.showAround(id, { seq: 10 });
    await benDevice.send({ conversationId: id, content: '401' });
    expect(firstConversation(benDevice).hasNewer).toBe(false);
    expect(shown().slice(-2)).toEqual([400, 401]);
    await expect(benDevice.showAround(id, { messageId: ben.id })).rejects.toMatchObject({ code: 'message.not_found' });
  });

  it('shows the same on two devices of one user, and returns the same object while a snapshot does not change', async () => {
    const [ana, ben] = await people();
    const [laptop, phone, benDevice] = await Promise.all([
      openOnlineDevice(ana),
      openOnlineDevice(ana),
      openOnlineDevice(ben),
    ]);
    await laptop.send({ receiverId: ben.id, content: 'from the laptop' });
    await waitForMessageState(phone, ben.id, 'delivered');
    await phone.send({ receiverId: ben.id, content: 'from the phone' });
    // Without this wait, the server could store Ben's message before the one from the phone.
    await waitForMessageCount(benDevice, ana.id, 2);
    await benDevice.send({ receiverId: ana.id, content: 'to both' });
    await Promise.all([waitForMessageCount(laptop, ben.id, 3), waitForMessageCount(phone, ben.id, 3)]);
    await waitForDevice(phone, ({ totalUnread }) => totalUnread === 1, 'one unread message');
    phone.markRead(firstConversation(phone).id);
    await waitForDevice(laptop, ({ totalUnread }) => totalUnread === 0, 'the laptop to show the message as read');
    await waitForDevice(
      benDevice,
      () => benDevice.messages(ana.id).at(-1)?.state === 'read',
      'Ben to see the message as read',
    );
    expect(phone.messages(ben.id)).toEqual(laptop.messages(ben.id));
    expect(phone.conversations).toEqual(laptop.conversations);

    const before = phone.messages(ben.id);
    const conversations = phone.conversations;
    expect(phone.conversations).toBe(conversations);
    benDevice.setTyping(firstConversation(benDevice).id, true);
    await waitForDevice(phone, () => firstConversation(phone).typing.includes(ben.id), 'Ben to be typing');
    expect(phone.messages(ben.id)).toBe(before);
    expect(phone.conversations).not.toBe(conversations);
    benDevice.setTyping(firstConversation(benDevice).id, false);
    await waitForDevice(phone, () => firstConversation(phone).typing.length === 0, 'Ben to have stopped typing');
  });

  it('leaves messages unread that have arrived while a message of the user was waiting to be sent', async () => {
    const [ana, ben] = await people();
    const [anaDevice, benDevice] = await Promise.all([openOnlineDevice(ana), openOnlineDevice(ben)]);
    anaDevice.socket.io.io.reconnection(false);
    dropConnection(anaDevice);
    await waitForDevice(anaDevice, ({ status }) => status === 'offline', 'Ana to be offline');
    await anaDevice.send({ receiverId: ben.id, content: 'It waits.' });
    for (const content of ['one', 'two', 'three']) await benDevice.send({ receiverId: ana.id, content });
    await waitForMessageState(benDevice, ana.id, 'sent');
    anaDevice.socket.io.io.reconnection(true);
    anaDevice.resume();
    await waitForMessageCount(anaDevice, ben.id, 4);
    await waitForMessageCount(benDevice, ana.id, 4);
    expect(messageContents(anaDevice, ben.id)).toEqual(['one', 'two', 'three', 'It waits.']);
    expect(firstConversation(anaDevice).unread).toBe(3);
    expect(benDevice.messages(ana.id).filter(({ state }) => state === 'read')).toEqual([]);
    const secondDevice = await openOnlineDevice(ana);
    expect(secondDevice.totalUnread).toBe(3);

    anaDevice.markRead(firstConversation(anaDevice).id);
    expect(firstConversation(anaDevice).unread).toBe(0);
    await waitForDevice(
      secondDevice,
      ({ totalUnread }) => totalUnread === 0,
      'the other device of Ana to show them as read',
    );
  });

  it('shows the presence of the other person', async () => {
    const [ana, ben] = await people();
    const [anaDevice, benDevice] = await Promise.all([openOnlineDevice(ana), openOnlineDevice(ben)]);
    await anaDevice.send({ receiverId: ben.id, content: 'Are you there?' });
    await waitForDevice(anaDevice, () => anaDevice.conversations.some(({ user }) => user.online), 'Ben to be online');
    benDevice.close();
    await waitForDevice(anaDevice, () => !firstConversation(anaDevice).user.online, 'Ben to be offline');
    expect(firstConversation(anaDevice).user.lastSeenAt).toEqual(expect.any(String));
    await openOnlineDevice(ben);
    await waitForDevice(anaDevice, () => firstConversation(anaDevice).user.online, 'Ben to be online again');
  });

  it('sends 240 unsent messages under the default rate limit in order and once, without being disconnected', async () => {
    const limited = await startHub({ COMMAND_LIMIT: '20' });
    try {
      const ana = await register(limited, 'Ana');
      const others = await Promise.all(range(1, 30).map((number) => register(limited, `Person ${number}`)));
      const store = memoryStore();
      const offline = await openDevice(ana, { store, socket: { autoConnect: false } });
      const wanted = range(1, 8).map(String);
      for (const content of wanted) for (const { id } of others) await offline.send({ receiverId: id, content });
      offline.close();

      const anaDevice = await openOnlineDevice(ana, { store });
      const lost = jest.fn();
      anaDevice.socket.io.on('disconnect', lost);
      await waitForDevice(anaDevice, ({ unsent }) => unsent === 0, 'an empty outbox');

      expect(lost).not.toHaveBeenCalled();
      for (const { id } of others) expect(messageContents(anaDevice, id)).toEqual(wanted);
    } finally {
      closeDevices();
      await limited.close();
    }
  });

  it('reconnects with a new token when the token expires, and is logged out if there is no new token', async () => {
    const shortly = await startHub({ JWT_EXPIRES_IN: '8s' });
    try {
      const [ana, ben] = await Promise.all([register(shortly, 'Ana'), register(shortly, 'Ben')]);
      let renewals = 0;
      const anaDevice = await openOnlineDevice(ana, {
        renewToken: async () => {
          renewals += 1;
          return (await ana.client.login({ email: ana.email, password: PASSWORD })).access_token;
        },
      });
      const benDevice = await openOnlineDevice(ben);
      await waitForDevice(anaDevice, () => renewals === 1 && anaDevice.status === 'online', 'a new session');
      await waitForDevice(benDevice, ({ status }) => status === 'logged out', 'Ben to be logged out');
      await anaDevice.send({ receiverId: ben.id, content: 'after' });
      await waitForMessageState(anaDevice, ben.id, 'sent');
      await ben.client.login({ email: ben.email, password: PASSWORD });
      benDevice.resume();
      await waitForMessageCount(benDevice, ana.id, 1);
    } finally {
      closeDevices();
      await shortly.close();
    }
  });
});
