import { conversationsRoutes } from '@smart-hub/contract/conversations';
import { setTimeout as delay } from 'node:timers/promises';
import { checkResponses, type ResponseFindings, type LockedRow } from './responses.js';
import type { ClientGroup } from './client-group.js';
import type { Device } from './clients.js';
import type { Installation } from './installation.js';

/** The findings of an audit after a fault, with a description of every error. */
export interface Findings {
  readonly sent: number;
  readonly acknowledged: number;
  readonly stored: number;
  /** Seconds from the start of the audit until the presence of every user was correct. */
  readonly presenceAfter: number;
  /** Seconds from the start of the audit until every device showed the contents of the tables. */
  readonly viewsAfter: number;
  readonly longestDisconnection: number;
  readonly responses: Pick<ResponseFindings, 'longest' | 'locked'>;
  readonly wrong: Readonly<Record<Check, readonly string[]>>;
}

/** The checks of the audit, which are the columns of the report. */
export type Check =
  | 'given up'
  | 'unanswered'
  | 'late or refused'
  | 'lost'
  | 'duplicated'
  | 'gaps'
  | 'out of order'
  | 'views differ'
  | 'unread differ'
  | 'presence wrong';

const PRESENCE_LIMIT_S = 30;
const VIEWS_LIMIT_S = 60;

interface StoredMessage {
  readonly conversation_id: string;
  readonly seq: number;
  readonly id: string;
  readonly content: string;
  readonly sender_id: string;
  /** The `clientMessageId`, or if the message has none, its unique content. */
  readonly key: string;
}

interface ParticipantRow {
  readonly user_id: string;
  readonly conversation_id: string;
  readonly unread: number;
}

/**
 * Verifies all guarantees after a fault has ended.
 *
 * @param locked the row that the fault locked, if it locked one
 */
export async function audit(
  installation: Installation,
  group: ClientGroup,
  locked: LockedRow | undefined,
): Promise<Findings> {
  const ended = performance.now();
  const since = () => (performance.now() - ended) / 1000;
  const [presence, views] = await Promise.all([
    waitUntilCorrect(() => presenceErrors(group), PRESENCE_LIMIT_S).then((errors) => ({ errors, after: since() })),
    waitUntilCorrect(() => deviceErrors(installation, group), VIEWS_LIMIT_S).then((errors) => ({
      errors,
      after: since(),
    })),
  ]);
  const stored = await readMessages(installation, group);
  const counts = countByKey(stored);
  const fromDevices = group.devices.flatMap(({ sent }) => [...sent.keys()]);
  const unacknowledged = new Map(group.devices.flatMap((device) => [...device.unacknowledged()]));
  const clients = [...group.plain, ...group.departing];
  const sends = clients.flatMap((client) => client.sends);
  const acknowledged = [
    ...fromDevices.filter((id) => !unacknowledged.has(id)),
    ...sends.filter(({ outcome }) => outcome === 'stored').map(({ id }) => id),
  ];
  const responses = checkResponses(sends, locked);
  return {
    sent: fromDevices.length + sends.length,
    acknowledged: acknowledged.length,
    stored: stored.length,
    presenceAfter: presence.after,
    viewsAfter: views.after,
    longestDisconnection: group.longestDisconnection,
    responses,
    wrong: {
      // The SDK retries until a message is acknowledged, so that none may be unacknowledged now.
      'given up': [...unacknowledged.values()],
      unanswered: responses.unanswered,
      'late or refused': responses.wrong,
      lost: acknowledged.filter((id) => !counts.has(id)),
      duplicated: [...counts].filter(([, count]) => count > 1).map(([id]) => id),
      gaps: seqErrors(stored),
      'out of order': clients.flatMap(({ violations }) => violations),
      'views differ': views.errors.filter((error) => !error.startsWith('unread')),
      'unread differ': views.errors.filter((error) => error.startsWith('unread')),
      'presence wrong': presence.errors,
    },
  };
}

/** Repeats a check until it finds no errors or the time is up, and returns the last errors. */
async function waitUntilCorrect(check: () => string[] | Promise<string[]>, seconds: number): Promise<string[]> {
  const deadline = performance.now() + seconds * 1000;
  // Without this limit, a node that hangs would make the audit hang.
  const timeout = delay(seconds * 1000, ['The check timed out.']);
  for (;;) {
    const errors = await Promise.race([Promise.resolve().then(check), timeout]).catch((error: unknown) => [
      `The check failed: ${String(error)}`,
    ]);
    if (errors.length === 0 || performance.now() > deadline) return errors;
    await delay(250);
  }
}

/** Compares the presence of all users, by REST and on every device, with the actual one. */
async function presenceErrors({ devices, people, departing }: ClientGroup): Promise<string[]> {
  const online = new Set(people.map(({ id }) => id));
  const all = new Set([...online, ...departing.map(({ person }) => person.id)]);
  const wrong = (list: readonly { user: { id: string; online: boolean } }[], source: string) =>
    list
      .filter(({ user }) => all.has(user.id) && user.online !== online.has(user.id))
      .map(({ user }) => `${user.id} is ${user.online ? 'online' : 'offline'} ${source}.`);
  const [first] = devices;
  const listed = await first!.person.client.call(conversationsRoutes.list, {});
  return [
    ...wrong(listed, 'in the response by REST'),
    ...devices.flatMap(({ hub, person }) => wrong(hub.conversations, `on the device of ${person.id}`)),
  ];
}

function readMessages(installation: Installation, { people, departing }: ClientGroup): Promise<StoredMessage[]> {
  const ids = [...people, ...departing.map(({ person }) => person)].map(({ id }) => id);
  return installation.query<StoredMessage>(
    `select conversation_id, seq, id, content, sender_id, coalesce(client_message_id, content) as key
       from messages where conversation_id in (select conversation_id from participants where user_id = any($1::uuid[]))
      order by conversation_id, seq`,
    [ids],
  );
}

function countByKey(stored: readonly StoredMessage[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { key } of stored) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

function seqErrors(stored: readonly StoredMessage[]): string[] {
  const byConversation = Map.groupBy(stored, ({ conversation_id }) => conversation_id);
  return [...byConversation]
    .filter(([, messages]) => messages.some(({ seq }, index) => seq !== index + 1))
    .map(([id]) => `The seq of ${id} has gaps.`);
}

/** Compares what every device shows with the tables; the expected unread counts are counted anew. */
async function deviceErrors(installation: Installation, group: ClientGroup): Promise<string[]> {
  const byConversation = Map.groupBy(await readMessages(installation, group), ({ conversation_id }) => conversation_id);
  const rows = await installation.query<ParticipantRow>(
    `select p.user_id, p.conversation_id,
            (select count(*)::integer from messages m
              where m.conversation_id = p.conversation_id and m.seq > p.read_seq and m.sender_id <> p.user_id) as unread
       from participants p where p.user_id = any($1::uuid[])`,
    [group.devices.map(({ person }) => person.id)],
  );
  const errors: string[] = [];
  for (const device of group.devices) {
    const own = rows.filter(
      ({ user_id, conversation_id }) => user_id === device.person.id && byConversation.has(conversation_id),
    );
    errors.push(...(await viewErrors(device, own, byConversation)));
  }
  return errors;
}

async function viewErrors(
  device: Device,
  own: ParticipantRow[],
  byConversation: Map<string, StoredMessage[]>,
): Promise<string[]> {
  const { hub, person } = device;
  if (hub.status !== 'online') return [`${person.id} is ${hub.status}.`];
  // This includes messages whose conversation does not exist yet. The SDK retries them after 15 s at most.
  const inFlight = device.unacknowledged().size;
  if (inFlight > 0) return [`${person.id} still sends ${inFlight} messages.`];
  const errors: string[] = [];
  if (hub.conversations.length !== own.length)
    errors.push(`${person.id} shows ${hub.conversations.length} of ${own.length} conversations.`);
  for (const { conversation_id: id, unread } of own) {
    while (await hub.loadOlder(id, 200));
    const shown = hub.messages(id).map((one) => `${one.seq} ${one.id} ${one.senderId} ${one.content}`);
    const stored = byConversation.get(id)!.map((one) => `${one.seq} ${one.id} ${one.sender_id} ${one.content}`);
    const firstDifference = stored.findIndex((line, index) => line !== shown[index]);
    if (firstDifference >= 0 || shown.length !== stored.length)
      errors.push(
        `${person.id} shows ${shown.length} of ${stored.length} messages in ${id}; the first difference is at ${firstDifference + 1}.`,
      );
    const shownUnread = hub.conversations.find((one) => one.id === id)?.unread;
    if (shownUnread !== unread)
      errors.push(`unread of ${person.id} in ${id}: the device shows ${shownUnread}, the tables have ${unread}`);
  }
  return errors;
}
