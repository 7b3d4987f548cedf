import { Hub as LocalHub, type ConversationView, type HubOptions, type MessageView } from '@smart-hub/sdk';
import { setTimeout as delay } from 'node:timers/promises';
import type { TestPerson } from './hub.ts';
import { PATIENCE_MS } from './patience.ts';

/** Who has a device. */
type Owner = Pick<TestPerson, 'id' | 'client'>;

const devices = new Set<LocalHub>();

/** Another device of somebody: the SDK's hub, over WebSocket, impatient to come back. */
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

export async function openOnline(person: Owner, options?: Partial<HubOptions>): Promise<LocalHub> {
  const device = await openDevice(person, options);
  await until(device, ({ status }) => status === 'online', 'to be online');
  return device;
}

export function closeDevices(): void {
  for (const device of devices) device.close();
  devices.clear();
}

/**
 * Resolves as soon as it holds of what the device shows.
 *
 * @param patience how long it may take, in milliseconds
 */
export function until(
  device: LocalHub,
  holds: (device: LocalHub) => boolean,
  what: string,
  patience = PATIENCE_MS,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      unsubscribe();
      reject(new Error(`Waited in vain for ${what}; status: ${device.status}.`));
    }, patience);
    const look = () => {
      if (!holds(device)) return;
      clearTimeout(timer);
      unsubscribe();
      resolve();
    };
    const unsubscribe = device.subscribe(look);
    look();
  });
}

/** Resolves when the newest message of a conversation, or with a person, has come so far. */
export function untilState(device: LocalHub, place: string, state: MessageView['state']): Promise<void> {
  return until(device, () => device.messages(place).at(-1)?.state === state, `a message that is ${state}`);
}

export function untilCount(device: LocalHub, place: string, count: number): Promise<void> {
  return until(
    device,
    () => device.messages(place).filter(({ seq }) => seq !== undefined).length >= count,
    `${count} messages`,
  );
}

/** Asks again and again, where nothing tells of a change, until it no longer throws. */
export async function eventually<T>(look: () => T | Promise<T>, patience = PATIENCE_MS): Promise<T> {
  const end = performance.now() + patience;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (performance.now() > end) throw error;
      await delay(25);
    }
  }
}

export function contents(device: LocalHub, place: string): string[] {
  return device.messages(place).map(({ content }) => content);
}

export function first(device: LocalHub): ConversationView {
  const [conversation] = device.conversations;
  if (!conversation) throw new Error('There is no conversation.');
  return conversation;
}

/** Loses what the server tells a device from now on, as long as the filter says so: the SDK never sees it. */
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

/** Cuts the connection, as a network does: the device comes back by itself. */
export function dropConnection(device: LocalHub): void {
  device.socket.io.io.engine?.close();
}
