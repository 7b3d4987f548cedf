import type { Hub as Device, OutboxStore } from '@smart-hub/sdk';
import type { TestPerson } from './hub.ts';

export type Person = Pick<TestPerson, 'id' | 'client'>;

/** A device of somebody's, and what it did. */
export interface Seat {
  readonly person: Person;
  readonly store: OutboxStore;
  device: Device;
  /** What was sent from here to whom, in order. */
  readonly sent: { to: string; content: string; clientMessageId: string }[];
  /** Up to where it was said to have been read here, by conversation. */
  readonly read: Map<string, number>;
}

/** Asks the database behind the server's back. */
export type Rows = <Row>(sql: string, parameters?: unknown[]) => Promise<Row[]>;

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
  /** By recount: the messages of others after the read position. */
  readonly unread: number;
  readonly positions: { userId: string; readSeq: number; deliveredSeq: number }[];
  /** The name and the colour of the other person. */
  readonly name: string;
  readonly color: number | null;
}

/** What every device shows and the tables do not say, or the other way around, in words. */
export async function differences(rows: Rows, seats: readonly Seat[]): Promise<string[]> {
  const messages = await rows<StoredMessage>(
    'select conversation_id, seq, id, sender_id, content, client_message_id from messages order by conversation_id, seq',
  );
  const found = [...countingErrors(messages), ...seats.flatMap((seat) => lost(seat, messages))];
  found.push(...(await readUnasked(rows, seats)), ...(await miscounted(rows)));
  for (const { person, device } of seats) {
    const conversations = await conversationsOf(rows, person.id);
    found.push(...shownOtherwise(person.id, device, conversations, messages));
  }
  return found;
}

/** `seq` counts 1, 2, 3 in every conversation. */
function countingErrors(messages: readonly StoredMessage[]): string[] {
  const groups = Object.values(Object.groupBy(messages, (message) => message.conversation_id));
  return groups
    .filter((group) => group!.some(({ seq }, index) => seq !== index + 1))
    .map((group) => `The table of ${group![0]!.conversation_id} does not count without gaps.`);
}

/** Nobody has read what others sent unless one of their devices said so: not by sending, either. */
async function readUnasked(rows: Rows, seats: readonly Seat[]): Promise<string[]> {
  const read = await rows<{ user_id: string; conversation_id: string; seq: number }>(
    `select p.user_id, p.conversation_id, max(m.seq) as seq
       from participants p join messages m on m.conversation_id = p.conversation_id and m.seq <= p.read_seq
      where m.sender_id <> p.user_id
      group by p.user_id, p.conversation_id`,
  );
  return read
    .filter(({ user_id, conversation_id, seq }) => {
      const devices = seats.filter(({ person }) => person.id === user_id);
      return seq > Math.max(0, ...devices.map((seat) => seat.read.get(conversation_id) ?? 0));
    })
    .map(
      ({ user_id, conversation_id, seq }) =>
        `${user_id} has read up to ${seq} of ${conversation_id} without saying so.`,
    );
}

/** Counters of participants that are not what a recount says. */
export async function miscounted(rows: (sql: string) => Promise<unknown[]>): Promise<string[]> {
  const wrong = await rows(
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

/** What was sent from a device is stored once, in the order in which it was sent to somebody. */
function lost({ sent, person }: Seat, messages: readonly StoredMessage[]): string[] {
  const places = new Map<string, StoredMessage[]>();
  for (const message of messages.filter(({ sender_id }) => sender_id === person.id)) {
    const key = message.client_message_id ?? message.id;
    places.set(key, [...(places.get(key) ?? []), message]);
  }
  const found: string[] = [];
  const last = new Map<string, number>();
  for (const { to, content, clientMessageId } of sent) {
    const [stored, ...doubled] = places.get(clientMessageId) ?? [];
    if (!stored) found.push(`Message ${content} of ${person.id} is not stored.`);
    else if (doubled.length > 0) found.push(`Message ${content} is stored ${doubled.length + 1} times.`);
    else if (stored.content !== content) found.push(`Message ${content} is stored as ${stored.content}.`);
    else if (stored.seq < (last.get(to) ?? 0)) found.push(`Message ${content} was overtaken.`);
    if (stored) last.set(to, stored.seq);
  }
  return found;
}

function conversationsOf(rows: Rows, userId: string): Promise<StoredConversation[]> {
  return rows<StoredConversation>(
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

function shownOtherwise(
  userId: string,
  device: Device,
  conversations: readonly StoredConversation[],
  messages: readonly StoredMessage[],
): string[] {
  const found: string[] = [];
  const compare = (what: string, shown: unknown, stored: unknown) => {
    const [one, other] = [JSON.stringify(shown), JSON.stringify(stored)];
    if (one !== other) found.push(`${userId} ${what}: shown ${excerpt(one, other)}, stored ${excerpt(other, one)}`);
  };
  compare('conversations', idsOf(device.conversations), idsOf(conversations));
  compare('totalUnread', device.totalUnread, sum(conversations));
  for (const { id, unread, name, color, positions: raw } of conversations) {
    const shown = device.conversations.find((one) => one.id === id);
    const stored = messages.filter((one) => one.conversation_id === id);
    const positions = raw.map((position) => overOwn(position, stored));
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

/** Positions directly before messages of their own user are the same as after those. */
function overOwn({ userId, readSeq, deliveredSeq }: Position, stored: readonly StoredMessage[]): Position {
  // The numbers count from 1 without gaps.
  const beyond = (seq: number): number => (stored[seq]?.sender_id === userId ? beyond(seq + 1) : seq);
  return { userId, readSeq: beyond(readSeq), deliveredSeq: beyond(deliveredSeq) };
}

const idsOf = (list: readonly { id: string }[]) => list.map(({ id }) => id);
const sum = (list: readonly { unread: number }[]) => list.reduce((total, { unread }) => total + unread, 0);
const sorted = (positions: readonly { userId: string; readSeq: number; deliveredSeq: number }[]) =>
  positions.map(({ userId, readSeq, deliveredSeq }) => `${userId} ${readSeq} ${deliveredSeq}`).toSorted();

/** From where two texts part. */
function excerpt(one = 'nothing', other = ''): string {
  const parting = Array.from(one).findIndex((letter, index) => letter !== other[index]);
  return one.slice(Math.max(0, parting - 40), Math.max(0, parting) + 120);
}
