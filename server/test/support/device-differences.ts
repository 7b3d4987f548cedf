import type { Hub as Device, OutboxStore } from '@smart-hub/sdk';
import type { TestPerson } from './hub.ts';

export type Person = Pick<TestPerson, 'id' | 'client'>;

/** A person's device, with a record of what was sent and marked as read on it. */
export interface TrackedDevice {
  readonly person: Person;
  readonly store: OutboxStore;
  device: Device;
  /** The messages sent from this device, in order; `to` is the id of the recipient. */
  readonly sent: { to: string; content: string; clientMessageId: string }[];
  /** The highest `seq` that this device has marked as read, by conversation. */
  readonly readSeqs: Map<string, number>;
}

/** Queries the database directly. */
export type QueryRows = <Row>(sql: string, parameters?: unknown[]) => Promise<Row[]>;

interface StoredMessage {
  readonly conversation_id: string;
  readonly seq: number;
  readonly id: string;
  readonly sender_id: string;
  readonly content: string;
  readonly client_message_id: string | null;
}

interface StoredConversation {
  readonly id: string;
  readonly last_activity_at: Date;
  /** The number of messages of other people after the read position, counted from the messages. */
  readonly unread: number;
  readonly positions: { userId: string; readSeq: number; deliveredSeq: number }[];
  /** The name and colour of the other person. */
  readonly name: string;
  readonly color: number | null;
}

/** Returns descriptions of all differences between what the devices show and what the database tables contain. */
export async function findDifferences(
  queryRows: QueryRows,
  trackedDevices: readonly TrackedDevice[],
): Promise<string[]> {
  const messages = await queryRows<StoredMessage>(
    'select conversation_id, seq, id, sender_id, content, client_message_id from messages order by conversation_id, seq',
  );
  const found = [...findSeqGaps(messages), ...trackedDevices.flatMap((tracked) => findSendErrors(tracked, messages))];
  found.push(...(await findUnrequestedReads(queryRows, trackedDevices)), ...(await findWrongCounters(queryRows)));
  for (const { person, device } of trackedDevices) {
    const conversations = await conversationsOf(queryRows, person.id);
    found.push(...findViewDifferences(person.id, device, conversations, messages));
  }
  return found;
}

/** Checks the invariant that `seq` counts 1, 2, 3 ... without gaps in every conversation. */
function findSeqGaps(messages: readonly StoredMessage[]): string[] {
  const groups = Object.values(Object.groupBy(messages, (message) => message.conversation_id));
  return groups
    .filter((group) => group!.some(({ seq }, index) => seq !== index + 1))
    .map((group) => `The seq of ${group![0]!.conversation_id} has gaps or duplicates.`);
}

/** Checks that each message of another person counts as read only if a device has marked it as read; a send must not. */
async function findUnrequestedReads(queryRows: QueryRows, trackedDevices: readonly TrackedDevice[]): Promise<string[]> {
  const read = await queryRows<{ user_id: string; conversation_id: string; seq: number }>(
    `select p.user_id, p.conversation_id, max(m.seq) as seq
       from participants p join messages m on m.conversation_id = p.conversation_id and m.seq <= p.read_seq
      where m.sender_id <> p.user_id
      group by p.user_id, p.conversation_id`,
  );
  return read
    .filter(({ user_id, conversation_id, seq }) => {
      const devices = trackedDevices.filter(({ person }) => person.id === user_id);
      return seq > Math.max(0, ...devices.map((device) => device.readSeqs.get(conversation_id) ?? 0));
    })
    .map(
      ({ user_id, conversation_id, seq }) =>
        `${user_id} has read up to ${seq} of ${conversation_id}, but no device has marked it as read.`,
    );
}

/** Returns descriptions of the participants whose stored counters differ from a count of the messages. */
export async function findWrongCounters(queryRows: (sql: string) => Promise<unknown[]>): Promise<string[]> {
  const wrong = await queryRows(
    `select * from (
       select p.user_id, p.sent_count, p.read_count,
              (select count(*)::integer from messages m
                where m.conversation_id = p.conversation_id and m.sender_id = p.user_id) as sent,
              (select count(*)::integer from messages m
                where m.conversation_id = p.conversation_id and m.sender_id <> p.user_id and m.seq <= p.read_seq) as read
         from participants p) counted
      where sent_count <> sent or read_count <> read`,
  );
  return wrong.map((row) => `The counters of a participant are wrong: ${JSON.stringify(row)}.`);
}

/** Checks that each message sent from a device is stored once, and in the order of sending to each recipient. */
function findSendErrors({ sent, person }: TrackedDevice, messages: readonly StoredMessage[]): string[] {
  const storedByKey = new Map<string, StoredMessage[]>();
  for (const message of messages.filter(({ sender_id }) => sender_id === person.id)) {
    const key = message.client_message_id ?? message.id;
    storedByKey.set(key, [...(storedByKey.get(key) ?? []), message]);
  }
  const found: string[] = [];
  const lastSeqs = new Map<string, number>();
  for (const { to, content, clientMessageId } of sent) {
    const [stored, ...duplicates] = storedByKey.get(clientMessageId) ?? [];
    if (!stored) found.push(`Message ${content} of ${person.id} is not stored.`);
    else if (duplicates.length > 0) found.push(`Message ${content} is stored ${duplicates.length + 1} times.`);
    else if (stored.content !== content) found.push(`Message ${content} is stored as ${stored.content}.`);
    else if (stored.seq < (lastSeqs.get(to) ?? 0))
      found.push(`Message ${content} is stored before an earlier message.`);
    if (stored) lastSeqs.set(to, stored.seq);
  }
  return found;
}

function conversationsOf(queryRows: QueryRows, userId: string): Promise<StoredConversation[]> {
  return queryRows<StoredConversation>(
    `select c.id, c.last_activity_at, u.name, u.color,
            (select count(*)::integer from messages m where m.conversation_id = c.id and m.seq > mine.read_seq
                and m.sender_id <> mine.user_id) as unread,
            (select json_agg(json_build_object('userId', p.user_id, 'deliveredSeq', p.delivered_seq,
                'readSeq', case when p.user_id = $1 then p.read_seq else p.read_seq_shown end))
               from participants p where p.conversation_id = c.id) as positions
       from participants mine join conversations c on c.id = mine.conversation_id and c.last_seq > 0
       join participants other on other.conversation_id = c.id and other.user_id <> mine.user_id
       join users u on u.id = other.user_id
      where mine.user_id = $1
      order by date_trunc('milliseconds', c.last_activity_at) desc, c.id desc`,
    [userId],
  );
}

/** Compares the conversations and messages that a device shows with those in the tables. */
function findViewDifferences(
  userId: string,
  device: Device,
  conversations: readonly StoredConversation[],
  messages: readonly StoredMessage[],
): string[] {
  const found: string[] = [];
  const compare = (what: string, shown: unknown, stored: unknown) => {
    const [one, other] = [JSON.stringify(shown), JSON.stringify(stored)];
    if (one !== other)
      found.push(
        `${userId} ${what}: shown ${excerptFromDifference(one, other)}, stored ${excerptFromDifference(other, one)}`,
      );
  };
  compare('conversations', idsOf(device.conversations), idsOf(conversations));
  compare('totalUnread', device.totalUnread, sum(conversations));
  for (const { id, unread, name, color, positions: raw } of conversations) {
    const shown = device.conversations.find((one) => one.id === id);
    const stored = messages.filter((one) => one.conversation_id === id);
    const positions = raw.map((position) => advanceOverOwnMessages(position, stored));
    compare(`the person of ${id}`, [shown?.user.name, shown?.user.color ?? null], [name, color]);
    compare(`unread of ${id}`, shown?.unread, unread);
    compare(`positions in ${id}`, sorted(shown?.participants ?? []), sorted(positions));
    const states = stored.map((one) => [one.seq, one.id, one.content, one.sender_id, stateOf(one, userId, positions)]);
    const list = device.messages(id).map((one) => [one.seq, one.id, one.content, one.senderId, one.state]);
    compare(`messages of ${id}`, list, states);
  }
  return found;
}

function stateOf(
  { sender_id, seq }: StoredMessage,
  userId: string,
  positions: StoredConversation['positions'],
): string {
  const mine = positions.find((one) => one.userId === userId)!;
  if (sender_id !== userId) return mine.readSeq >= seq ? 'read' : 'delivered';
  const other = positions.find((one) => one.userId !== userId);
  if (other!.readSeq >= seq) return 'read';
  return other!.deliveredSeq >= seq ? 'delivered' : 'sent';
}

type Position = StoredConversation['positions'][number];

/** Moves each position past the messages of its own user that directly follow: they change nothing for that user. */
function advanceOverOwnMessages(
  { userId, readSeq, deliveredSeq }: Position,
  stored: readonly StoredMessage[],
): Position {
  // `seq` counts from 1 without gaps, so `stored[seq]` is the message after `seq`.
  const advance = (seq: number): number => (stored[seq]?.sender_id === userId ? advance(seq + 1) : seq);
  return { userId, readSeq: advance(readSeq), deliveredSeq: advance(deliveredSeq) };
}

const idsOf = (list: readonly { id: string }[]) => list.map(({ id }) => id);
const sum = (list: readonly { unread: number }[]) => list.reduce((total, { unread }) => total + unread, 0);
const sorted = (positions: readonly { userId: string; readSeq: number; deliveredSeq: number }[]) =>
  positions.map(({ userId, readSeq, deliveredSeq }) => `${userId} ${readSeq} ${deliveredSeq}`).toSorted();

/** Returns an excerpt of `one` around the first character that differs from `other`. */
function excerptFromDifference(one = 'nothing', other = ''): string {
  const difference = Array.from(one).findIndex((letter, index) => letter !== other[index]);
  return one.slice(Math.max(0, difference - 40), Math.max(0, difference) + 120);
}
