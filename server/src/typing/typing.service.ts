import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Id } from '@smart-hub/contract/identifiers';
import { Typing } from '@smart-hub/contract/typing';
import { z } from 'zod';
import { ConversationsService } from '../conversations/conversations.service.js';
import { Counters } from '../platform/health/counters.js';
import { guarded, type ErrorReporting } from '../platform/health/guarded.js';
import type { Actor } from '../platform/http/identity.js';
import { NodeBus } from '../realtime/node-bus.js';
import { Publisher } from '../realtime/publisher.js';

/** How long a user counts as typing after the last `typing` command, in milliseconds. */
const TYPING_MS = 6000;

/** A message between nodes: a user has begun or stopped typing. */
const RemoteTyping = Typing.extend({ userId: Id, participants: z.array(Id).readonly() });
type RemoteTyping = z.infer<typeof RemoteTyping>;

const TYPING_TOPIC = 'typing';

/** The users who are typing in a conversation, on any node. Each has a timer that ends the typing. */
type Typists = Map<string, NodeJS.Timeout>;

/**
 * Tracks which users are typing. This is never stored, and is emitted to participants only. It times out even if the
 * node of the typing user has died, because each node runs its own timers and emits to its own clients.
 *
 * Invariant: a user's latest command wins, whatever the order in which lookups of participants finish. A message that
 * the user sends during a lookup overrides an earlier `typing` command.
 */
@Injectable()
export class TypingService implements OnApplicationShutdown {
  private readonly typistsByConversation = new Map<string, Typists>();
  /** The latest `typing` command of each user in each conversation, while the participants are looked up. */
  private readonly latestRequests = new Map<string, Typing>();
  private readonly errorReporting: ErrorReporting;

  constructor(
    private readonly access: ConversationsService,
    private readonly publisher: Publisher,
    private readonly nodeBus: NodeBus,
    counters: Counters,
  ) {
    this.errorReporting = { counters, logger: new Logger(TypingService.name) };
    // A node to which several participants are connected receives the message several times; only the first one changes
    // anything.
    nodeBus.on(TYPING_TOPIC, RemoteTyping, (typing) => this.apply(typing));
  }

  onApplicationShutdown(): void {
    for (const typists of this.typistsByConversation.values()) typists.forEach((timer) => clearTimeout(timer));
  }

  /**
   * Handles a `typing` command.
   *
   * @throws ProblemError `conversation.not_found`
   */
  async set(actor: Actor, typing: Typing): Promise<Typing> {
    const key = requestKey(actor.id, typing.conversationId);
    this.latestRequests.set(key, typing);
    try {
      const participants = await this.access.requireParticipants(actor, typing.conversationId);
      if (this.latestRequests.get(key) === typing) this.publish(actor, typing, participants);
    } finally {
      if (this.latestRequests.get(key) === typing) this.latestRequests.delete(key);
    }
    return typing;
  }

  private publish(actor: Actor, typing: Typing, participants: readonly string[]): void {
    // Published even if nothing changes on this node: other nodes must restart their timers, and participants may have
    // connected to them.
    const message: RemoteTyping = { ...typing, userId: actor.id, participants };
    this.nodeBus.publish(participants, TYPING_TOPIC, message);
    this.apply(message);
  }

  /** Ends the typing of a user who has sent a message to these participants. */
  messageSent(userId: string, conversationId: string, participants: readonly string[]): void {
    this.latestRequests.delete(requestKey(userId, conversationId));
    const message: RemoteTyping = { conversationId, active: false, userId, participants };
    if (this.apply(message)) this.nodeBus.publish(participants, TYPING_TOPIC, message);
  }

  /** @returns whether this changes whether the user is typing */
  private apply({ conversationId, userId, active, participants }: RemoteTyping): boolean {
    const changed = active
      ? this.addTypist(conversationId, userId, participants)
      : this.removeTypist(conversationId, userId);
    if (changed) this.emitTypingChanged(conversationId, userId, participants);
    return changed;
  }

  private addTypist(conversationId: string, userId: string, participants: readonly string[]): boolean {
    const typists = this.typistsByConversation.get(conversationId) ?? new Map<string, NodeJS.Timeout>();
    this.typistsByConversation.set(conversationId, typists);
    const isNew = !typists.has(userId);
    clearTimeout(typists.get(userId));
    const expire = guarded(this.errorReporting, 'Timing out a typist', () => {
      this.removeTypist(conversationId, userId);
      this.emitTypingChanged(conversationId, userId, participants);
    });
    typists.set(userId, setTimeout(expire, TYPING_MS));
    return isNew;
  }

  private removeTypist(conversationId: string, userId: string): boolean {
    const typists = this.typistsByConversation.get(conversationId);
    clearTimeout(typists?.get(userId));
    const hasStopped = typists?.delete(userId) ?? false;
    if (typists?.size === 0) this.typistsByConversation.delete(conversationId);
    return hasStopped;
  }

  /** Emits to every participant except the changed user the list of the other people who are typing. */
  private emitTypingChanged(conversationId: string, changedId: string, participants: readonly string[]): void {
    const userIds = [...(this.typistsByConversation.get(conversationId)?.keys() ?? [])];
    const [typists, readers] = partition(
      participants.filter((id) => id !== changedId),
      (id) => userIds.includes(id),
    );
    this.publisher.toLocalUsersVolatile(readers, 'typing_changed', { conversationId, userIds });
    for (const typist of typists) {
      const others = userIds.filter((id) => id !== typist);
      this.publisher.toLocalUsersVolatile([typist], 'typing_changed', { conversationId, userIds: others });
    }
  }
}

function requestKey(userId: string, conversationId: string): string {
  return `${userId} ${conversationId}`;
}

/** Splits items into those that match and the others. */
function partition<T>(items: readonly T[], matches: (item: T) => boolean): [T[], T[]] {
  return [items.filter(matches), items.filter((item) => !matches(item))];
}
