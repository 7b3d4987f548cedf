import { Hub as LocalHub, type ConversationView, type HubOptions, type MessageView } from '@smart-hub/sdk';
import { setTimeout as delay } from 'node:timers/promises';
import type { TestPerson } from './hub.ts';
import { WAIT_TIMEOUT_MS } from './wait-timeout.ts';

/** The owner of a device. */
type Owner = Pick<TestPerson, 'id' | 'client'>;

const devices = new Set<LocalHub>();

/** Opens a device of a person: the SDK's hub, over WebSocket, with short reconnection delays. */
export async function openDevice(person: Owner, options: Partial<HubOptions> = {}): Promise<LocalHub> {
  const { socket, ...others } = options;
  const device = await LocalHub.connect(person.client, {
    userId: person.id,
    ...others,
    socket: { transports: ['websocket'], reconnectionDelay: 50, reconnectionDelayMax: 200, ...socket },
  });
  devices.add(device);
  return device;
}

/** Opens a device and waits until it is online. */
export async function openOnlineDevice(person: Owner, options?: Partial<HubOptions>): Promise<LocalHub> {
  const device = await openDevice(person, options);
  await waitForDevice(device, ({ status }) => status === 'online', 'the device to be online');
  return device;
}

export function closeDevices(): void {
  for (const device of devices) device.close();
  devices.clear();
}

/**
 * Waits until a device satisfies a condition.
 *
 * @param what what is awaited, for the error message
 * @param timeoutMs time limit in milliseconds
 */
export function waitForDevice(
  device: LocalHub,
  isTrue: (device: LocalHub) => boolean,
  what: string,
  timeoutMs = WAIT_TIMEOUT_MS,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      unsubscribe();
      reject(new Error(`Timed out waiting for ${what}; status: ${device.status}.`));
    }, timeoutMs);
    const check = () => {
      if (!isTrue(device)) return;
      clearTimeout(timer);
      unsubscribe();
      resolve();
    };
    const unsubscribe = device.subscribe(check);
    check();
  });
}

/**
 * Waits until the newest message has a state.
 *
 * @param target the id of the conversation, or of the other person
 */
export function waitForMessageState(device: LocalHub, target: string, state: MessageView['state']): Promise<void> {
  return waitForDevice(device, () => device.messages(target).at(-1)?.state === state, `a message that is ${state}`);
}

/** Waits until a device shows at least `count` stored messages. @param target see {@link waitForMessageState} */
export function waitForMessageCount(device: LocalHub, target: string, count: number): Promise<void> {
  return waitForDevice(
    device,
    () => device.messages(target).filter(({ seq }) => seq !== undefined).length >= count,
    `${count} messages`,
  );
}

/** Polls a function until it no longer throws, for a change that no event announces. @throws the function's last error */
export async function eventually<T>(check: () => T | Promise<T>, timeoutMs = WAIT_TIMEOUT_MS): Promise<T> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > end) throw error;
      await delay(25);
    }
  }
}

export function messageContents(device: LocalHub, target: string): string[] {
  return device.messages(target).map(({ content }) => content);
}

export function firstConversation(device: LocalHub): ConversationView {
  const [conversation] = device.conversations;
  if (!conversation) throw new Error('There is no conversation.');
  return conversation;
}

/**
 * Discards the server's events for which `isLost` returns true, before the SDK sees them.
 *
 * @returns a function that ends this loss of events
 */
export function loseEvents(device: LocalHub, isLost: (name: string, payload: never) => boolean): () => void {
  const io = device.socket.io as unknown as { onevent(packet: { data: [string, never] }): void };
  const deliver = io.onevent.bind(io);
  io.onevent = (packet) => {
    if (!isLost(...packet.data)) deliver(packet);
  };
  return () => {
    io.onevent = deliver;
  };
}

/** Closes the transport, as a network failure does: the device reconnects by itself. */
export function dropConnection(device: LocalHub): void {
  device.socket.io.io.engine?.close();
}
