import { z } from 'zod';

/** The id of a user, a conversation or a message: a UUID, lower-cased, so that equal ids are equal strings. */
export const Id = z.uuid().toLowerCase().describe('A UUID.');
export type Id = z.infer<typeof Id>;

/** A point in time as it is on the wire: ISO 8601 in UTC, with milliseconds. */
export const Timestamp = z.iso.datetime({ precision: 3 }).describe('A point in time: ISO 8601, UTC.');

/** A day as it is on the wire: of UTC. */
export const Day = z.iso.date().describe('A day in UTC: `2026-01-31`.');

/** What is counted in a conversation (`seq`, `rev`), or where in it something stands: at most what is stored. */
export const Count = z.int().min(0).max(2_147_483_647);

/** The parameter of every route below a conversation. */
export const ConversationId = z.strictObject({ conversationId: Id });
export type ConversationId = z.infer<typeof ConversationId>;
