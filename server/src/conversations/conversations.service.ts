import { Injectable } from '@nestjs/common';
import type { Actor } from '../platform/http/identity.js';
import { ProblemError } from '../platform/problems/problem-error.js';
import { ConversationsStore, type DirectPair } from './conversations.store.js';

/**
 * Owns conversations and who takes part in them.
 *
 * Invariants: two people have one direct conversation; a stranger is told the same of a conversation as of
 * none. What is said in one is `messages`', what a person sees of theirs is `inbox`'s.
 */
@Injectable()
export class ConversationsService {
  constructor(private readonly store: ConversationsStore) {}

  /**
   * The only way to anything about a conversation.
   *
   * @returns the seq of its newest message
   * @throws ProblemError `conversation.not_found`
   */
  async requireParticipant(actor: Actor, conversationId: string): Promise<{ lastSeq: number }> {
    const lastSeq = await this.store.lastSeqFor(conversationId, actor.id);
    if (lastSeq === undefined) throw conversationNotFound();
    return { lastSeq };
  }

  /** The same, for who needs to know with whom. @throws ProblemError `conversation.not_found` */
  async requireParticipants(actor: Actor, conversationId: string): Promise<string[]> {
    const participants = await this.store.participants(conversationId);
    if (!participants.includes(actor.id)) throw conversationNotFound();
    return participants;
  }

  /** Makes the direct conversations of these pairs that do not exist yet, where both users do and neither is erased. */
  ensureDirect(pairs: readonly DirectPair[]): Promise<void> {
    return this.store.ensureDirect(pairs);
  }

  /** Those of these users whose rows are locked by other transactions, so that {@link ensureDirect} would wait for them. */
  lockedUsers(userIds: readonly string[]): Promise<Set<string>> {
    return this.store.lockedUsers(userIds);
  }

  /** The ids of those who share a conversation with each of these users; nothing for a user without any. */
  partners(userIds: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
    return this.store.partners(userIds);
  }
}

/** The same words whether there is none or it is not theirs. */
export function conversationNotFound(): ProblemError {
  return new ProblemError('conversation.not_found', 'There is no conversation with this id that you take part in.');
}

/** Another transaction holds a lock that a change of the conversation needs, and did not release it in time. */
export function conversationBusy(): ProblemError {
  return new ProblemError(
    'conversation.busy',
    'The conversation is locked at the moment; nothing was changed. Try again.',
  );
}
