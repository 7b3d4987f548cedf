import type { Problem } from '@smart-hub/contract/problem';
import type { PersonProfile } from '@smart-hub/contract/users';

/** A message to send, either to a person or to a conversation. */
export type OutgoingMessage = {
  readonly content: string;
  /** The id of the message that this one replies to, in the same conversation. */
  readonly replyTo?: string;
} & (
  | { readonly receiverId: string; readonly conversationId?: undefined }
  | { readonly conversationId: string; readonly receiverId?: undefined }
);

/** A message that the server has not acknowledged. Plain data, which can be stored as JSON or by structured cloning. */
export interface OutboxEntry {
  /** The idempotency key, the same at every attempt: the server stores the message once. */
  readonly clientMessageId: string;
  /** Entries are sent in ascending order of this number. */
  readonly order: number;
  readonly message: OutgoingMessage;
  /** When the message was written, by the clock of the client. */
  readonly createdAt: string;
  /** The profile of the recipient that was given to `send`: shown while the server has no conversation with them. */
  readonly receiver?: PersonProfile;
  /** Why the message failed. It is not sent again until the user retries or discards it. */
  readonly problem?: Problem | undefined;
  /** How many consecutive attempts to send it have ended the connection. */
  readonly endedConnections?: number | undefined;
}

/** A store of unsent messages. Each user needs a store of their own. */
export interface OutboxStore {
  /** Returns all entries, in any order. */
  load(): Promise<OutboxEntry[]>;
  /** Adds an entry, or replaces the one with the same `clientMessageId`. Resolves once the entry survives a crash. */
  put(entry: OutboxEntry): Promise<void>;
  delete(clientMessageId: string): Promise<void>;
  /**
   * Calls `listener` with all entries after a change of another tab, and `onDurabilityChange` after a change of
   * `isDurable`. Only one listener at a time is supported. Returns a function that removes it.
   */
  watch?(listener: (entries: readonly OutboxEntry[]) => void, onDurabilityChange?: () => void): () => void;
  /** Whether all entries survive a restart. By default true. */
  readonly isDurable?: boolean;
}

/** Returns a store in memory. Its entries survive a reconnect, but not a reload. */
export function memoryStore(): OutboxStore {
  const entries = new Map<string, OutboxEntry>();
  return {
    isDurable: false,
    load: () => Promise.resolve([...entries.values()]),
    put: (entry) => Promise.resolve(void entries.set(entry.clientMessageId, entry)),
    delete: (id) => Promise.resolve(void entries.delete(id)),
  };
}
