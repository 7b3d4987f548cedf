import { Injectable } from '@nestjs/common';
import type { Actor } from '../platform/http/identity.js';
import { ProblemError } from '../platform/problems/problem-error.js';
import { ConversationsStore, type DirectPair } from './conversations.store.js';

/**
 * Owns conversations and their participants. Messages belong to `messages`, the conversation list of a user to `inbox`.
 *
 * Invariants: two users have at most one direct conversation. A user who is no participant gets the same error for a
 * conversation that exists as for one that does not exist.
 */
@Injectable()
export class ConversationsService {
  constructor(private readonly store: ConversationsStore) {}

  /**
   * Checks that the actor is a participant of a conversation. Every access to a conversation is checked in this way.
   *
   * @returns the seq of the newest message of the conversation
   * @throws ProblemError `conversation.not_found`
   */
  async requireParticipant(actor: Actor, conversationId: string): Promise<{ lastSeq: number }> {
    const lastSeq = await this.store.lastSeqFor(conversationId, actor.id);
    if (lastSeq === undefined) throw conversationNotFound();
    return { lastSeq };
  }

  /**
   * Checks that the actor is a participant of a conversation, like {@link requireParticipant}.
   *
   * @returns the ids of all participants
   * @throws ProblemError `conversation.not_found`
   */
  async requireParticipants(actor: Actor, conversationId: string): Promise<string[]> {
    const participants = await this.store.participants(conversationId);
    if (!participants.includes(actor.id)) throw conversationNotFound();
    return participants;
  }

  /**
   * Creates the missing direct conversations of these pairs. Skips pairs in which a user does not exist or is erased.
   */
  ensureDirect(pairs: readonly DirectPair[]): Promise<void> {
    return this.store.ensureDirect(pairs);
  }

  /** Returns the users whose rows are locked by other transactions: {@link ensureDirect} would wait for them. */
  lockedUsers(userIds: readonly string[]): Promise<Set<string>> {
    return this.store.lockedUsers(userIds);
  }

  /**
   * Returns, for each user, the ids of the users who share a conversation with them. A user without conversations has
   * no entry.
   */
  partners(userIds: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
    return this.store.partners(userIds);
  }
}

/**
 * Returns the error for a conversation that does not exist, or in which the requester is no participant. It is the same
 * for both, so that it does not reveal which conversations exist.
 */
export function conversationNotFound(): ProblemError {
  return new ProblemError(
    'conversation.not_found',
    'There is no conversation with this id in which you are a participant.',
  );
}

/**
 * Returns the error for a change of a conversation that needs a lock which another transaction does not release in
 * time.
 */
export function conversationBusy(): ProblemError {
  return new ProblemError(
    'conversation.busy',
    'The conversation is locked at the moment, and nothing was changed. Try again.',
  );
}
