import { conversationsRoutes } from '@smart-hub/contract/conversations';
import { setTimeout as delay } from 'node:timers/promises';
import { judge, type Answers, type LockedRow } from './answers.js';
import type { Cast } from './cast.js';
import type { Device } from './person.js';
import type { World } from './world.js';

/** What was found after a fault; everything that is wrong, in words. */
export interface Findings {
  readonly sent: number;
  readonly acknowledged: number;
  readonly stored: number;
  /** Seconds after the end of the fault until everybody was seen as they were. */
  readonly presenceAfter: number;
  /** Seconds after the end of the fault until every device showed what the tables say. */
  readonly viewsAfter: number;
  readonly longestWait: number;
  readonly answers: Pick<Answers, 'longest' | 'locked'>;
  readonly wrong: Readonly<Record<Check, readonly string[]>>;
}

export type Check =
  | 'unsettled'
  | 'unanswered'
  | 'answers'
  | 'acknowledged'
  | 'once'
  | 'gaps'
  | 'order'
  | 'views'
  | 'unread'
  | 'presence';

const PRESENCE_LIMIT_S = 30;
const VIEWS_LIMIT_S = 60;

interface Stored {
  readonly conversation_id: string;
  readonly seq: number;
  readonly id: string;
  readonly content: string;
  readonly sender_id: string;
  /** Its `clientMessageId`; its content, which no other has, if it has none. */
  readonly key: string;
}

interface Place {
  readonly user_id: string;
  readonly conversation_id: string;
  readonly unread: number;
}

/**
 * Looks at all that was promised, when what failed has ended.
 *
 * @param locked the row that was locked meanwhile, if one was
 */
export async function audit(world: World, cast: Cast, locked: LockedRow | undefined): Promise<Findings> {
  const ended = performance.now();
  const since = () => (performance.now() - ended) / 1000;
  const [presence, views] = await Promise.all([
    patiently(() => presenceErrors(cast), PRESENCE_LIMIT_S).then((errors) => ({ errors, after: since() })),
    patiently(() => deviceErrors(world, cast), VIEWS_LIMIT_S).then((errors) => ({
      errors,
      after: since(),
    })),
  ]);
  const stored = await storedBy(world, cast);
  const counts = countById(stored);
  const fromDevices = cast.devices.flatMap(({ sent }) => [...sent.keys()]);
  const unsettled = new Map(cast.devices.flatMap((device) => [...device.unsettled()]));
  const clients = [...cast.plain, ...cast.ghosts];
  const sends = clients.flatMap((client) => client.sends);
  const acknowledged = [
    ...fromDevices.filter((id) => !unsettled.has(id)),
    ...sends.filter(({ fate }) => fate === 'stored').map(({ id }) => id),
  ];
  const answers = judge(sends, locked);
  return {
    sent: fromDevices.length + sends.length,
    acknowledged: acknowledged.length,
    stored: stored.length,
    presenceAfter: presence.after,
    viewsAfter: views.after,
    longestWait: cast.longestWait,
    answers,
    wrong: {
      // The SDK sends for as long as it takes: everything that was handed to it is acknowledged by now.
      unsettled: [...unsettled.values()],
      unanswered: answers.unanswered,
      answers: answers.wrong,
      acknowledged: acknowledged.filter((id) => !counts.has(id)),
      once: [...counts].filter(([, count]) => count > 1).map(([id]) => id),
      gaps: countingErrors(stored),
      order: clients.flatMap(({ violations }) => violations),
      views: views.errors.filter((error) => !error.startsWith('unread')),
      unread: views.errors.filter((error) => error.startsWith('unread')),
      presence: presence.errors,
    },
  };
}

/** Looks again and again until nothing is wrong, or the time is over. */
async function patiently(look: () => string[] | Promise<string[]>, seconds: number): Promise<string[]> {
  const deadline = performance.now() + seconds * 1000;
  // A node that hangs must not have the audit hang.
  const late = delay(seconds * 1000, ['Nothing was answered in time.']);
  for (;;) {
    const errors = await Promise.race([Promise.resolve().then(look), late]).catch((error: unknown) => [
      `It could not be seen: ${String(error)}`,
    ]);
    if (errors.length === 0 || performance.now() > deadline) return errors;
    await delay(250);
  }
}

/** Whether everybody is seen as they are, by REST and by what devices were told. */
async function presenceErrors({ devices, people, ghosts }: Cast): Promise<string[]> {
  const living = new Set(people.map(({ id }) => id));
  const known = new Set([...living, ...ghosts.map(({ person }) => person.id)]);
  const wrong = (list: readonly { user: { id: string; online: boolean } }[], how: string) =>
    list
      .filter(({ user }) => known.has(user.id) && user.online !== living.has(user.id))
      .map(({ user }) => `${user.id} is ${user.online ? 'online' : 'offline'} ${how}.`);
  const [first] = devices;
  const listed = await first!.person.client.call(conversationsRoutes.list, {});
  return [
    ...wrong(listed, 'by REST'),
    ...devices.flatMap(({ hub, person }) => wrong(hub.conversations, `for ${person.id}`)),
  ];
}

function storedBy(world: World, { people, ghosts }: Cast): Promise<Stored[]> {
  const ids = [...people, ...ghosts.map(({ person }) => person)].map(({ id }) => id);
  return world.rows<Stored>(
    `select conversation_id, seq, id, content, sender_id, coalesce(client_message_id, content) as key
       from messages where conversation_id in (select conversation_id from participants where user_id = any($1::uuid[]))
      order by conversation_id, seq`,
    [ids],
  );
}

function countById(stored: readonly Stored[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { key } of stored) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

function countingErrors(stored: readonly Stored[]): string[] {
  const places = Map.groupBy(stored, ({ conversation_id }) => conversation_id);
  return [...places]
    .filter(([, messages]) => messages.some(({ seq }, index) => seq !== index + 1))
    .map(([id]) => `${id} does not count without gaps.`);
}

/** What every device shows otherwise than the tables, unread counts by recount. */
async function deviceErrors(world: World, cast: Cast): Promise<string[]> {
  const places = Map.groupBy(await storedBy(world, cast), ({ conversation_id }) => conversation_id);
  const rows = await world.rows<Place>(
    `select p.user_id, p.conversation_id,
            (select count(*)::integer from messages m
              where m.conversation_id = p.conversation_id and m.seq > p.read_seq and m.sender_id <> p.user_id) as unread
       from participants p where p.user_id = any($1::uuid[])`,
    [cast.devices.map(({ person }) => person.id)],
  );
  const found: string[] = [];
  for (const device of cast.devices) {
    const own = rows.filter(
      ({ user_id, conversation_id }) => user_id === device.person.id && places.has(conversation_id),
    );
    found.push(...(await shownOtherwise(device, own, places)));
  }
  return found;
}

async function shownOtherwise(device: Device, own: Place[], places: Map<string, Stored[]>): Promise<string[]> {
  const { hub, person } = device;
  if (hub.status !== 'online') return [`${person.id} is ${hub.status}.`];
  // Also to people with whom there is no conversation yet: the SDK tries again after 15 s at most.
  const underWay = device.unsettled().size;
  if (underWay > 0) return [`${person.id} still sends ${underWay} messages.`];
  const found: string[] = [];
  if (hub.conversations.length !== own.length)
    found.push(`${person.id} shows ${hub.conversations.length} of ${own.length} conversations.`);
  for (const { conversation_id: id, unread } of own) {
    while (await hub.loadOlder(id, 200));
    const shown = hub.messages(id).map((one) => `${one.seq} ${one.id} ${one.senderId} ${one.content}`);
    const stored = places.get(id)!.map((one) => `${one.seq} ${one.id} ${one.sender_id} ${one.content}`);
    const parting = stored.findIndex((line, index) => line !== shown[index]);
    if (parting >= 0 || shown.length !== stored.length)
      found.push(`${person.id} shows ${shown.length} of ${stored.length} in ${id}; from ${parting + 1} on otherwise.`);
    const counted = hub.conversations.find((one) => one.id === id)?.unread;
    if (counted !== unread) found.push(`unread of ${person.id} in ${id}: shown ${counted}, by recount ${unread}`);
  }
  return found;
}
