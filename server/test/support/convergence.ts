import { memoryStore, type Hub as Device } from '@smart-hub/sdk';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { dropConnection, eventually, loseEvents, openDevice, until } from './devices.ts';
import { differences, type Person, type Rows, type Seat } from './table.ts';

// Run by Jest, and by Node as it stands (`pnpm convergence`): so it imports packages, and files by their real names.

/** Where people meet: a server that can be shaken, and the tables behind it. */
export interface World {
  readonly rows: Rows;
  readonly register: () => Promise<Person>;
  /** What befalls the server; each resolves when it serves again. */
  readonly faults: readonly (() => Promise<void>)[];
}

export interface Plan {
  readonly seed: number;
  readonly steps: number;
  readonly people: number;
  readonly devicesEach: number;
  /** How many faults of the server, spread over the steps. */
  readonly faults: number;
  /** How long the devices may take to agree in the end, in milliseconds. */
  readonly patience?: number;
}

/** Numbers that look random, the same for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** How often what happens, of a hundred steps. */
const ODDS: [weight: number, name: keyof typeof actions][] = [
  [60, 'send'],
  [12, 'read'],
  [5, 'type'],
  [5, 'repeat'],
  [5, 'drop'],
  [4, 'lose'],
  [3, 'goAway'],
  [2, 'reload'],
  [2, 'loadOlder'],
  [2, 'rename'],
];

interface Turn {
  readonly seat: Seat;
  readonly people: readonly Person[];
  readonly random: () => number;
  readonly number: number;
}

const actions = {
  async send({ seat, people, random, number }: Turn): Promise<void> {
    const others = people.filter(({ id }) => id !== seat.person.id);
    const to = others[Math.floor(random() * others.length)]!.id;
    const conversation = seat.device.conversations.find(({ user }) => user.id === to);
    const content = `${number}`;
    const place = conversation && random() < 0.5 ? { conversationId: conversation.id } : { receiverId: to };
    const entry = { to, content, clientMessageId: '' };
    seat.sent.push(entry);
    entry.clientMessageId = await seat.device.send({ ...place, content });
  },
  async read({ seat, random }: Turn): Promise<void> {
    const conversation = somewhere(seat, random);
    const shown = conversation ? seat.device.messages(conversation.id).filter(({ seq }) => seq !== undefined) : [];
    const seq = shown[Math.floor(random() * shown.length)]?.seq;
    if (!conversation || !seq) return;
    seat.read.set(conversation.id, Math.max(seq, seat.read.get(conversation.id) ?? 0));
    seat.device.markRead(conversation.id, { seq, private: random() < 0.2 });
  },
  async type({ seat, random }: Turn): Promise<void> {
    const conversation = somewhere(seat, random);
    if (conversation) seat.device.setTyping(conversation.id, random() < 0.7);
  },
  /** A client that did not hear the answer asks again, beside the SDK, with the same id. */
  async repeat({ seat, random }: Turn): Promise<void> {
    const { to, content, clientMessageId } = seat.sent[Math.floor(random() * seat.sent.length)] ?? {};
    const isStored = clientMessageId && seat.device.messages(to!).some((one) => one.key === clientMessageId && one.seq);
    if (!isStored || seat.device.status !== 'online') return;
    seat.device.socket.command('send_message', { receiverId: to!, content: content!, clientMessageId }).catch(() => {});
  },
  async drop({ seat }: Turn): Promise<void> {
    dropConnection(seat.device);
  },
  /** One frame is lost, which never happens on one connection, but does between nodes. */
  async lose({ seat }: Turn): Promise<void> {
    const stop = loseEvents(seat.device, (name) => {
      const isLost = name === 'new_message' || name === 'message_sent';
      if (isLost) stop();
      return isLost;
    });
  },
  async goAway({ seat }: Turn): Promise<void> {
    const { io } = seat.device.socket;
    if (!io.active) seat.device.resume();
    else io.disconnect();
  },
  async reload({ seat }: Turn): Promise<void> {
    seat.device.close();
    seat.device = await openDevice(seat.person, { store: seat.store });
  },
  async loadOlder({ seat, random }: Turn): Promise<void> {
    const conversation = somewhere(seat, random);
    if (conversation) await seat.device.loadOlder(conversation.id, 20).catch(() => false);
  },
  /** It fails while the server is away; or nobody knows whether it did. */
  async rename({ seat, random, number }: Turn): Promise<void> {
    const change = { name: `Person ${number}`, color: random() < 0.5 ? null : Math.floor(random() * 360) };
    await seat.person.client.changeProfile(change).catch(() => undefined);
  },
};

/**
 * Lets people do what people do while connections and servers fail, and then compares what every device shows with the
 * tables.
 *
 * @throws with what differs, when it still does after a while
 */
export async function converge(world: World, plan: Plan): Promise<Seat[]> {
  const random = randomOf(plan.seed);
  const people = await Promise.all(Array.from({ length: plan.people }, () => world.register()));
  const seats = await Promise.all(
    people.flatMap((person) => Array.from({ length: plan.devicesEach }, () => seatOf(person))),
  );
  const faultEvery = Math.ceil(plan.steps / (plan.faults + 1));
  let fault = Promise.resolve();
  for (let number = 1; number <= plan.steps; number += 1) {
    const seat = seats[Math.floor(random() * seats.length)]!;
    await actions[choose(random)]({ seat, people, random, number });
    const hit = world.faults[(number / faultEvery) % world.faults.length];
    // Things go on while the server is away.
    if (hit) fault = fault.then(hit);
    await (number % 25 === 0 ? breathe(seats) : nextTurn());
  }
  await fault;
  for (const { device } of seats) if (!device.socket.io.active) device.resume();
  await requireEqual(world, seats, plan.patience);
  return seats;
}

/** @throws with the first differences */
export async function requireEqual(world: World, seats: readonly Seat[], patience = 30_000): Promise<void> {
  await eventually(async () => {
    for (const { device, person } of seats) {
      for (const { id } of device.conversations) while (await device.loadOlder(id, 200));
      if (device.status !== 'online') throw new Error(`A device of ${person.id} is ${device.status}.`);
    }
    const found = await differences(world.rows, seats);
    if (found.length > 0) throw new Error(`${found.length} differences:\n${found.slice(0, 5).join('\n')}`);
  }, patience);
}

async function seatOf(person: Person): Promise<Seat> {
  const store = memoryStore();
  return { person, store, device: await openDevice(person, { store }), sent: [], read: new Map() };
}

function somewhere({ device }: Seat, random: () => number) {
  return device.conversations[Math.floor(random() * device.conversations.length)];
}

function choose(random: () => number): keyof typeof actions {
  let left = random() * ODDS.reduce((sum, [weight]) => sum + weight, 0);
  for (const [weight, name] of ODDS) {
    left -= weight;
    if (left < 0) return name;
  }
  return 'send';
}

/** Waits for one who is connected to get something through, so that the queues stay as long as people's are. */
async function breathe(seats: readonly Seat[]): Promise<void> {
  const seat = seats.find(({ device, sent }) => device.status === 'online' && sent.length > 0);
  const to = seat?.sent.at(-1)?.to;
  const isThrough = (device: Device) => device.status !== 'online' || device.messages(to!).at(-1)?.state !== 'sending';
  if (seat && to) await until(seat.device, isThrough, 'a message to get through');
}
