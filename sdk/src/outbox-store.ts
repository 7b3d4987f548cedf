import type { Problem } from '@smart-hub/contract/problem';
import type { PersonProfile } from '@smart-hub/contract/users';

/** What to send, and to whom: a person, or a conversation. */
export type OutgoingMessage = {
  readonly content: string;
  /** The message of the same conversation that this one answers. */
  readonly replyTo?: string;
} & (
  | { readonly receiverId: string; readonly conversationId?: undefined }
  | { readonly conversationId: string; readonly receiverId?: undefined }
);

/** A message that the server has not acknowledged. Plain data: it survives `JSON` and structured cloning. */
export interface OutboxEntry {
  /** The same at every attempt: by it the server stores the message once. */
  readonly clientMessageId: string;
  /** Entries are sent by this, ascending. */
  readonly order: number;
  readonly message: OutgoingMessage;
  /** When it was written, by the clock of the client. */
  readonly createdAt: string;
  /** The person it is for, as the app knew them: shown as long as the server has no conversation with them. */
  readonly receiver?: PersonProfile;
  /** Why it was refused: it waits for the user to try again or to discard it. */
  readonly problem?: Problem | undefined;
  /** How many attempts in a row have ended the connection. */
  readonly endedConnections?: number | undefined;
}

/** Where unsent messages survive a reload. One store belongs to one user. */
export interface OutboxStore {
  /** All entries, in any order. */
  load(): Promise<OutboxEntry[]>;
  /** Adds an entry, or replaces the one with the same `clientMessageId`. Resolves once it would survive a crash. */
  put(entry: OutboxEntry): Promise<void>;
  delete(clientMessageId: string): Promise<void>;
  /**
   * Tells all entries whenever another tab has changed some, and when `isDurable` has changed. For one listener at a time. Returns
   * what stops it.
   */
  watch?(listener: (entries: readonly OutboxEntry[]) => void, onDurability?: () => void): () => void;
  /** Whether all that was put survives a restart; true unless given. */
  readonly isDurable?: boolean;
}

/** Survives reconnects, but not a reload. */
export function memoryStore(): OutboxStore {
  const entries = new Map<string, OutboxEntry>();
  return {
    isDurable: false,
    load: () => Promise.resolve([...entries.values()]),
    put: (entry) => Promise.resolve(void entries.set(entry.clientMessageId, entry)),
    delete: (id) => Promise.resolve(void entries.delete(id)),
  };
}
