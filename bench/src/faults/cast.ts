import { setTimeout as delay } from 'node:timers/promises';
import { Device, PlainClient, register, type Person } from './person.js';
import type { World } from './world.js';

/** Those who talk while something fails. */
const DEVICES = 10;
const PLAIN = 4;
/** How long one waits between two messages, in milliseconds; twice as long at most. */
const PAUSE_MS = 250;

/**
 * People who talk with each other, steadily, for as long as it takes: half of them on the SDK's devices, some on plain clients;
 * and ghosts, one on each node, whose clients never come back once they are gone.
 */
export class Cast {
  readonly devices: Device[] = [];
  readonly plain: PlainClient[] = [];
  readonly ghosts: PlainClient[] = [];
  private talking: Promise<unknown> = Promise.resolve();
  private quiet = false;

  private constructor(private readonly random: () => number) {}

  /** @param patienceMs how long a plain client waits for an answer */
  static async gather(world: World, random: () => number, patienceMs: number): Promise<Cast> {
    const cast = new Cast(random);
    const people = (count: number) => Promise.all(Array.from({ length: count }, () => register(world.url)));
    for (const person of await people(DEVICES)) cast.devices.push(await Device.open(person));
    for (const person of await people(PLAIN)) cast.plain.push(new PlainClient(person, { url: world.url, patienceMs }));
    const mortals = await people(world.seats.length);
    for (const [index, { port }] of world.seats.entries()) {
      const options = { url: `http://127.0.0.1:${port}`, patienceMs, reconnection: false };
      cast.ghosts.push(new PlainClient(mortals[index]!, options));
    }
    await Promise.all([...cast.plain, ...cast.ghosts].map((client) => client.ready()));
    // By which they have a conversation, and are seen.
    await Promise.all(cast.ghosts.map((ghost) => ghost.send(cast.devices[0]!.person.id)));
    return cast;
  }

  /** Everybody who lives. */
  get people(): Person[] {
    return [...this.devices, ...this.plain].map(({ person }) => person);
  }

  talk(): void {
    this.talking = Promise.all([...this.devices, ...this.plain].map((one) => this.chat(one)));
  }

  async hush(): Promise<void> {
    this.quiet = true;
    await this.talking;
  }

  vanish(): void {
    for (const ghost of this.ghosts) ghost.close();
  }

  /** The longest time that one of the devices was not connected, in seconds. */
  get longestWait(): number {
    return Math.max(...this.devices.map(({ longestWait }) => longestWait)) / 1000;
  }

  close(): void {
    for (const one of [...this.devices, ...this.plain, ...this.ghosts]) one.close();
  }

  private async chat(one: Device | PlainClient): Promise<void> {
    const others = this.people.filter(({ id }) => id !== one.person.id);
    while (!this.quiet) {
      await one.send(others[Math.floor(this.random() * others.length)]!.id);
      if ('hub' in one) this.read(one);
      await delay(PAUSE_MS * (1 + this.random()));
    }
  }

  /** Reads one conversation in four, so that some stay unread. */
  private read({ hub }: Device): void {
    const conversation = hub.conversations[Math.floor(this.random() * hub.conversations.length)];
    if (conversation && this.random() < 0.25) hub.markRead(conversation.id);
  }
}
