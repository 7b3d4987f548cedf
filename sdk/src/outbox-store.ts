import type { Problem } from '@smart-hub/contract/problem';
import type { PersonProfile } from '@smart-hub/contract/users';

/** A message as the app passes it to `send`: to a person (`receiverId`) or to a conversation (`conversationId`). */
export type OutgoingMessage = {
  readonly content: string;
  /** The id of the message that this one replies to, in the same conversation. */
  readonly replyTo?: string;
} & (
  | { readonly receiverId: string; readonly conversationId?: undefined }
  | { readonly conversationId: string; readonly receiverId?: undefined }
);

/**
 * An unsent message, which the server has not acknowledged. Plain data: a store can save it as JSON or by structured
 * cloning.
 */
export interface OutboxEntry {
  /** The idempotency key, the same at every attempt: the server stores the message once. */
  readonly clientMessageId: string;
  /** Entries are sent in ascending order of this number. */
  readonly order: number;
  readonly message: OutgoingMessage;
  /** When the message was written, by the clock of the client. */
  readonly createdAt: string;
  /**
   * The profile of the recipient, if the app has passed it to `send`: shown until the server has created the
   * conversation.
   */
  readonly receiver?: PersonProfile;
  /** Why the message failed. A message with a problem is not sent until the user retries it. */
  readonly problem?: Problem | undefined;
  /**
   * How many connections sending this message has ended, as far as the client can tell. Decremented when a connection
   * ends for another reason.
   */
  readonly endedConnections?: number | undefined;
}

/** A store of unsent messages. It must contain the messages of one user only. */
export interface OutboxStore {
  /** Returns all entries, in any order. */
  load(): Promise<OutboxEntry[]>;
  /** Adds an entry, or replaces the one with the same `clientMessageId`. Resolves once the entry survives a crash. */
  put(entry: OutboxEntry): Promise<void>;
  delete(clientMessageId: string): Promise<void>;
  /**
   * Calls `listener` with all entries after another tab has changed one, and `onDurabilityChange` after a change of
   * `isDurable`. Only one `listener` at a time is supported. Returns a function that removes both functions.
   */
  watch?(listener: (entries: readonly OutboxEntry[]) => void, onDurabilityChange?: () => void): () => void;
  /** Whether all entries survive a restart of the app. A store without this property counts as durable. */
  readonly isDurable?: boolean;
}

/**
 * Returns a store in memory. Its entries survive a reconnect, but not a reload of the page or the end of the process.
 */
export function memoryStore(): OutboxStore {
  const entries = new Map<string, OutboxEntry>();
  return {
    isDurable: false,
    load: () => Promise.resolve([...entries.values()]),
    put: (entry) => Promise.resolve(void entries.set(entry.clientMessageId, entry)),
    delete: (id) => Promise.resolve(void entries.delete(id)),
  };
}
