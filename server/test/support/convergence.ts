import { memoryStore, type Hub as Device } from '@smart-hub/sdk';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { dropConnection, eventually, loseEvents, openDevice, waitForDevice } from './devices.ts';
import { findDifferences, type Person, type QueryRows, type TrackedDevice } from './device-differences.ts';

// Jest runs this file, and so does Node without a build (`pnpm convergence`): local imports need their real `.ts` names.

/** A server whose faults a test can trigger, and access to its database. */
export interface ConvergenceSetup {
  readonly queryRows: QueryRows;
  readonly register: () => Promise<Person>;
  /** Faults of the server, such as a restart. Each resolves when the server serves again. */
  readonly faults: readonly (() => Promise<void>)[];
}

export interface ConvergencePlan {
  readonly seed: number;
  readonly steps: number;
  readonly people: number;
  readonly devicesEach: number;
  /** Number of server faults, spread evenly over the steps. */
  readonly faults: number;
  /** Time limit for the devices to converge after the last step, in milliseconds. */
  readonly timeoutMs?: number;
}

/** Returns a generator of pseudo-random numbers in [0, 1); the same seed yields the same numbers (mulberry32). */
function seededRandom(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The frequency of each action, in percent of the steps. */
const ACTION_WEIGHTS: [weight: number, name: keyof typeof actions][] = [
  [60, 'send'],
  [12, 'markRead'],
  [5, 'setTyping'],
  [5, 'resend'],
  [5, 'drop'],
  [4, 'loseEvent'],
  [3, 'toggleConnection'],
  [2, 'reload'],
  [2, 'loadOlder'],
  [2, 'changeProfile'],
];

interface ActionContext {
  /** The device that performs the action. */
  readonly tracked: TrackedDevice;
  readonly people: readonly Person[];
  readonly random: () => number;
  /** The number of the step, from 1. */
  readonly step: number;
}

const actions = {
  async send({ tracked, people, random, step }: ActionContext): Promise<void> {
    const others = people.filter(({ id }) => id !== tracked.person.id);
    const to = others[Math.floor(random() * others.length)]!.id;
    const conversation = tracked.device.conversations.find(({ user }) => user.id === to);
    const content = `${step}`;
    const target = conversation && random() < 0.5 ? { conversationId: conversation.id } : { receiverId: to };
    const sent = { to, content, clientMessageId: '' };
    tracked.sent.push(sent);
    sent.clientMessageId = await tracked.device.send({ ...target, content });
  },
  async markRead({ tracked, random }: ActionContext): Promise<void> {
    const conversation = randomConversation(tracked, random);
    const shown = conversation ? tracked.device.messages(conversation.id).filter(({ seq }) => seq !== undefined) : [];
    const seq = shown[Math.floor(random() * shown.length)]?.seq;
    if (!conversation || !seq) return;
    tracked.readSeqs.set(conversation.id, Math.max(seq, tracked.readSeqs.get(conversation.id) ?? 0));
    tracked.device.markRead(conversation.id, { seq, private: random() < 0.2 });
  },
  async setTyping({ tracked, random }: ActionContext): Promise<void> {
    const conversation = randomConversation(tracked, random);
    if (conversation) tracked.device.setTyping(conversation.id, random() < 0.7);
  },
  /** Sends a stored message again with its `clientMessageId`, bypassing the SDK, as a client that missed the response does. */
  async resend({ tracked, random }: ActionContext): Promise<void> {
    const { to, content, clientMessageId } = tracked.sent[Math.floor(random() * tracked.sent.length)] ?? {};
    const isStored =
      clientMessageId && tracked.device.messages(to!).some((one) => one.key === clientMessageId && one.seq);
    if (!isStored || tracked.device.status !== 'online') return;
    tracked.device.socket
      .command('send_message', { receiverId: to!, content: content!, clientMessageId })
      .catch(() => {});
  },
  async drop({ tracked }: ActionContext): Promise<void> {
    dropConnection(tracked.device);
  },
  /** Loses one event. This cannot happen within a connection, but it can happen between nodes. */
  async loseEvent({ tracked }: ActionContext): Promise<void> {
    const restoreEvents = loseEvents(tracked.device, (name) => {
      const isLost = name === 'new_message' || name === 'message_sent';
      if (isLost) restoreEvents();
      return isLost;
    });
  },
  async toggleConnection({ tracked }: ActionContext): Promise<void> {
    const { io } = tracked.device.socket;
    if (!io.active) tracked.device.resume();
    else io.disconnect();
  },
  async reload({ tracked }: ActionContext): Promise<void> {
    tracked.device.close();
    tracked.device = await openDevice(tracked.person, { store: tracked.store });
  },
  async loadOlder({ tracked, random }: ActionContext): Promise<void> {
    const conversation = randomConversation(tracked, random);
    if (conversation) await tracked.device.loadOlder(conversation.id, 20).catch(() => false);
  },
  /** Ignores errors: while the server is down the change fails or has an unknown outcome. */
  async changeProfile({ tracked, random, step }: ActionContext): Promise<void> {
    const change = { name: `Person ${step}`, color: random() < 0.5 ? null : Math.floor(random() * 360) };
    await tracked.person.client.changeProfile(change).catch(() => undefined);
  },
};

/**
 * Performs random actions of several people on several devices each, while connections and servers fail, and then compares
 * what every device shows with the database tables.
 *
 * @throws Error with the differences that remain at the time limit
 */
export async function runConvergence(setup: ConvergenceSetup, plan: ConvergencePlan): Promise<TrackedDevice[]> {
  const random = seededRandom(plan.seed);
  const people = await Promise.all(Array.from({ length: plan.people }, () => setup.register()));
  const trackedDevices = await Promise.all(
    people.flatMap((person) => Array.from({ length: plan.devicesEach }, () => openTrackedDevice(person))),
  );
  const faultEvery = Math.ceil(plan.steps / (plan.faults + 1));
  let fault = Promise.resolve();
  for (let step = 1; step <= plan.steps; step += 1) {
    const tracked = trackedDevices[Math.floor(random() * trackedDevices.length)]!;
    await actions[chooseAction(random)]({ tracked, people, random, step });
    const nextFault = setup.faults[(step / faultEvery) % setup.faults.length];
    // The actions continue while the server is down.
    if (nextFault) fault = fault.then(nextFault);
    await (step % 25 === 0 ? waitForDelivery(trackedDevices) : nextTurn());
  }
  await fault;
  for (const { device } of trackedDevices) if (!device.socket.io.active) device.resume();
  await waitForConvergence(setup, trackedDevices, plan.timeoutMs);
  return trackedDevices;
}

/**
 * Waits until every device is online and shows what the tables say.
 *
 * @throws Error with the first differences, after the time limit in milliseconds
 */
export async function waitForConvergence(
  setup: ConvergenceSetup,
  trackedDevices: readonly TrackedDevice[],
  timeoutMs = 30_000,
): Promise<void> {
  await eventually(async () => {
    for (const { device, person } of trackedDevices) {
      for (const { id } of device.conversations) while (await device.loadOlder(id, 200));
      if (device.status !== 'online') throw new Error(`A device of ${person.id} is ${device.status}.`);
    }
    const differences = await findDifferences(setup.queryRows, trackedDevices);
    if (differences.length > 0)
      throw new Error(`${differences.length} differences:\n${differences.slice(0, 5).join('\n')}`);
  }, timeoutMs);
}

async function openTrackedDevice(person: Person): Promise<TrackedDevice> {
  const store = memoryStore();
  return { person, store, device: await openDevice(person, { store }), sent: [], readSeqs: new Map() };
}

function randomConversation({ device }: TrackedDevice, random: () => number) {
  return device.conversations[Math.floor(random() * device.conversations.length)];
}

function chooseAction(random: () => number): keyof typeof actions {
  let left = random() * ACTION_WEIGHTS.reduce((sum, [weight]) => sum + weight, 0);
  for (const [weight, name] of ACTION_WEIGHTS) {
    left -= weight;
    if (left < 0) return name;
  }
  return 'send';
}

/** Waits until one online device has delivered its newest message, which bounds the length of the send queues. */
async function waitForDelivery(trackedDevices: readonly TrackedDevice[]): Promise<void> {
  const tracked = trackedDevices.find(({ device, sent }) => device.status === 'online' && sent.length > 0);
  const to = tracked?.sent.at(-1)?.to;
  const isDelivered = (device: Device) =>
    device.status !== 'online' || device.messages(to!).at(-1)?.state !== 'sending';
  if (tracked && to) await waitForDevice(tracked.device, isDelivered, 'a message to be delivered');
}
