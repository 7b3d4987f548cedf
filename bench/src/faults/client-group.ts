import { setTimeout as delay } from 'node:timers/promises';
import { Device, PlainClient, register, type Person } from './clients.js';
import type { Installation } from './installation.js';

const DEVICES = 10;
const PLAIN_CLIENTS = 4;
/** The shortest pause of a client between two messages, in milliseconds; the longest is twice as long. */
const MIN_PAUSE_MS = 250;

/**
 * Clients that exchange messages steadily while faults are injected: devices with the SDK, plain clients, and one
 * client on each node that never reconnects after it has disconnected.
 */
export class ClientGroup {
  readonly devices: Device[] = [];
  readonly plain: PlainClient[] = [];
  /** The clients that never reconnect. */
  readonly departing: PlainClient[] = [];
  private sending: Promise<unknown> = Promise.resolve();
  private isStopping = false;

  private constructor(private readonly random: () => number) {}

  /** Registers and connects all clients. @param responseTimeoutMs how long a plain client waits for a response */
  static async connect(
    installation: Installation,
    random: () => number,
    responseTimeoutMs: number,
  ): Promise<ClientGroup> {
    const group = new ClientGroup(random);
    const people = (count: number) => Promise.all(Array.from({ length: count }, () => register(installation.url)));
    for (const person of await people(DEVICES)) group.devices.push(await Device.open(person));
    for (const person of await people(PLAIN_CLIENTS))
      group.plain.push(new PlainClient(person, { url: installation.url, responseTimeoutMs }));
    const departing = await people(installation.nodes.length);
    for (const [index, { port }] of installation.nodes.entries()) {
      const options = { url: `http://127.0.0.1:${port}`, responseTimeoutMs, reconnection: false };
      group.departing.push(new PlainClient(departing[index]!, options));
    }
    await Promise.all([...group.plain, ...group.departing].map((client) => client.waitUntilConnected()));
    // This creates a conversation, whose other participant sees their presence.
    await Promise.all(group.departing.map((client) => client.send(group.devices[0]!.person.id)));
    return group;
  }

  /** The users whose clients stay online or reconnect. */
  get people(): Person[] {
    return [...this.devices, ...this.plain].map(({ person }) => person);
  }

  startSending(): void {
    this.sending = Promise.all([...this.devices, ...this.plain].map((client) => this.sendSteadily(client)));
  }

  async stopSending(): Promise<void> {
    this.isStopping = true;
    await this.sending;
  }

  disconnectDeparting(): void {
    for (const client of this.departing) client.close();
  }

  /** The longest time that a device was not connected, in seconds. */
  get longestDisconnection(): number {
    return Math.max(...this.devices.map(({ longestDisconnection }) => longestDisconnection)) / 1000;
  }

  close(): void {
    for (const client of [...this.devices, ...this.plain, ...this.departing]) client.close();
  }

  private async sendSteadily(client: Device | PlainClient): Promise<void> {
    const others = this.people.filter(({ id }) => id !== client.person.id);
    while (!this.isStopping) {
      await client.send(others[Math.floor(this.random() * others.length)]!.id);
      if ('hub' in client) this.markSomeRead(client);
      await delay(MIN_PAUSE_MS * (1 + this.random()));
    }
  }

  /** Picks a random conversation and marks it as read in one of four cases, so that some conversations stay unread. */
  private markSomeRead({ hub }: Device): void {
    const conversation = hub.conversations[Math.floor(this.random() * hub.conversations.length)];
    if (conversation && this.random() < 0.25) hub.markRead(conversation.id);
  }
}
