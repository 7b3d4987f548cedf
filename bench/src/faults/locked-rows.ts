import { setTimeout as delay } from 'node:timers/promises';
import type { LockedRow } from './responses.js';
import type { ClientGroup } from './client-group.js';
import type { Fault } from './fault.js';
import type { PlainClient, Send } from './clients.js';
import type { Installation } from './installation.js';

/** How long another transaction locks the row. */
const LOCK_MS = 8000;
/** The interval of sends into another conversation, and into the locked one, in milliseconds. */
const INTERVAL_MS = { other: 100, locked: 1000 };

/** The conversation of two plain clients whose row is locked. */
interface LockedConversation {
  readonly conversationId: string;
  readonly one: string;
  readonly other: string;
}

interface RowLock {
  readonly name: string;
  readonly table: string;
  readonly select: string;
  readonly parameters: (locked: LockedConversation) => string[];
  /** Whether a send may have to wait for the lock. */
  readonly affects: (send: Send, locked: LockedConversation) => boolean;
}

const isBetween = ({ from, to }: Send, { one, other }: LockedConversation) =>
  (from === one && to === other) || (from === other && to === one);

const rowLocks: readonly RowLock[] = [
  {
    name: 'locked-row',
    table: 'conversations',
    select: 'select from conversations where id = $1 for update',
    parameters: ({ conversationId }) => [conversationId],
    affects: isBetween,
  },
  {
    name: 'locked-participant',
    table: 'participants',
    select: 'select from participants where conversation_id = $1 and user_id = $2 for update',
    parameters: ({ conversationId, one }) => [conversationId, one],
    affects: isBetween,
  },
  {
    name: 'locked-user',
    table: 'users',
    select: 'select from users where id = $1 for update',
    parameters: ({ one }) => [one],
    // The first message of a conversation refers to the rows of both users.
    affects: ({ from, to }, { one }) => from === one || to === one,
  },
];

/** Another transaction, such as a long report or a forgotten session, locks one row while clients send messages. */
export const lockedRowFaults: readonly Fault[] = rowLocks.map((rowLock) => ({
  name: rowLock.name,
  description: `a row of ${rowLock.table} locked for ${LOCK_MS / 1000} s`,
  run: (installation, _, group) => lockRow(rowLock, installation, group),
}));

async function lockRow(rowLock: RowLock, installation: Installation, { plain }: ClientGroup): Promise<LockedRow> {
  const [one, other, third, fourth] = plain as [PlainClient, PlainClient, PlainClient, PlainClient];
  const locked = { conversationId: await startConversation(one, other), one: one.person.id, other: other.person.id };
  await startConversation(third, fourth);
  const release = await installation.lockInTransaction(rowLock.select, rowLock.parameters(locked));
  const since = performance.now();
  const until = since + LOCK_MS;
  const sending = [
    sendSteadily(one, other, INTERVAL_MS.locked, until),
    sendSteadily(third, fourth, INTERVAL_MS.other, until),
  ];
  await delay(LOCK_MS);
  await release();
  const released = performance.now();
  await Promise.all(sending);
  return { since, until: released, affects: (send) => rowLock.affects(send, locked) };
}

/** Starts a conversation by its first message. @returns its id */
async function startConversation(one: PlainClient, other: PlainClient): Promise<string> {
  const sent = await one.send(other.person.id);
  if (sent?.conversationId === undefined)
    throw new Error(`A message that was sent before the lock has the outcome: ${sent?.outcome ?? 'not sent'}.`);
  return sent.conversationId;
}

/** Sends at regular intervals without waiting for acknowledgements. Resolves when every send has an outcome. */
async function sendSteadily(from: PlainClient, to: PlainClient, intervalMs: number, until: number): Promise<void> {
  const sending: Promise<unknown>[] = [];
  while (performance.now() < until) {
    sending.push(from.send(to.person.id));
    await delay(intervalMs);
  }
  await Promise.all(sending);
}
