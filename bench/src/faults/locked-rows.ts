import { setTimeout as delay } from 'node:timers/promises';
import type { LockedRow } from './answers.js';
import type { Cast } from './cast.js';
import type { Fault } from './fault.js';
import type { PlainClient, Send } from './person.js';
import type { World } from './world.js';

/** How long another transaction holds the row. */
const LOCK_MS = 8000;
/** How often is tried whether other conversations go on, and whether the locked one is answered, in milliseconds. */
const EVERY_MS = { beside: 100, inside: 1000 };

/** Two plain clients, and their conversation. */
interface Locked {
  readonly conversationId: string;
  readonly one: string;
  readonly other: string;
}

interface Row {
  readonly name: string;
  readonly table: string;
  readonly select: string;
  /** The parameters of `select`. */
  readonly of: (locked: Locked) => string[];
  readonly concerns: (send: Send, locked: Locked) => boolean;
}

const isBetween = ({ from, to }: Send, { one, other }: Locked) =>
  (from === one && to === other) || (from === other && to === one);

const rows: readonly Row[] = [
  {
    name: 'locked-row',
    table: 'conversations',
    select: 'select from conversations where id = $1 for update',
    of: ({ conversationId }) => [conversationId],
    concerns: isBetween,
  },
  {
    name: 'locked-participant',
    table: 'participants',
    select: 'select from participants where conversation_id = $1 and user_id = $2 for update',
    of: ({ conversationId, one }) => [conversationId, one],
    concerns: isBetween,
  },
  {
    name: 'locked-user',
    table: 'users',
    select: 'select from users where id = $1 for update',
    of: ({ one }) => [one],
    // A first message to somebody refers to their row.
    concerns: ({ from, to }, { one }) => from === one || to === one,
  },
];

/** Another transaction, as of a long report or a forgotten session, holds one row while everybody talks. */
export const lockedRows: readonly Fault[] = rows.map((row) => ({
  name: row.name,
  what: `a row of ${row.table} locked for ${LOCK_MS / 1000} s`,
  run: (world, _, cast) => lock(row, world, cast),
}));

async function lock(row: Row, world: World, { plain }: Cast): Promise<LockedRow> {
  const [one, other, third, fourth] = plain as [PlainClient, PlainClient, PlainClient, PlainClient];
  const locked = { conversationId: await meet(one, other), one: one.person.id, other: other.person.id };
  await meet(third, fourth);
  const release = await world.holdTransaction(row.select, row.of(locked));
  const since = performance.now();
  const until = since + LOCK_MS;
  const talking = [talk(one, other, EVERY_MS.inside, until), talk(third, fourth, EVERY_MS.beside, until)];
  await delay(LOCK_MS);
  await release();
  const released = performance.now();
  await Promise.all(talking);
  return { since, until: released, concerns: (send) => row.concerns(send, locked) };
}

/** Has two people a conversation. @returns its id */
async function meet(one: PlainClient, other: PlainClient): Promise<string> {
  const sent = await one.send(other.person.id);
  if (sent?.conversationId === undefined)
    throw new Error(`Before anything was locked a message was ${sent?.fate ?? 'not sent'}.`);
  return sent.conversationId;
}

/** Sends at a steady pace, whether or not what was sent before was answered. Resolves when everything has its answer. */
async function talk(from: PlainClient, to: PlainClient, everyMs: number, until: number): Promise<void> {
  const sending: Promise<unknown>[] = [];
  while (performance.now() < until) {
    sending.push(from.send(to.person.id));
    await delay(everyMs);
  }
  await Promise.all(sending);
}
