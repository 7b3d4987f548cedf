import { z } from 'zod';

/** The id of a user, a conversation or a message: a UUID in lower case, so that equal ids are equal strings. */
export const Id = z.uuid().toLowerCase();
export type Id = z.infer<typeof Id>;

/** A point in time on the wire: ISO 8601 in UTC, with milliseconds. */
export const Timestamp = z.iso.datetime({ precision: 3 }).describe('A point in time: ISO 8601, UTC.');

/** A day in UTC on the wire. */
export const Day = z.iso.date().describe('A day in UTC: `2026-01-31`.');

/** A counter of a conversation (`seq`, `rev`), or a position in it. The maximum is that of the database column. */
export const Count = z.int().min(0).max(2_147_483_647);

/** The path parameter of the routes of a conversation. */
export const ConversationId = z.strictObject({ conversationId: Id.describe('The id of the conversation.') });
export type ConversationId = z.infer<typeof ConversationId>;
