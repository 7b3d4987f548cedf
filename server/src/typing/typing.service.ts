import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Id } from '@smart-hub/contract/identifiers';
import { Typing } from '@smart-hub/contract/typing';
import { z } from 'zod';
import { ConversationsService } from '../conversations/conversations.service.js';
import { Counters } from '../platform/health/counters.js';
import { guarded, type Guard } from '../platform/health/guarded.js';
import type { Actor } from '../platform/http/identity.js';
import { Fanout } from '../realtime/fanout.js';
import { Publisher } from '../realtime/publisher.js';

/** How long somebody is typing unless they say so again, in milliseconds. */
const TYPING_MS = 6000;

/** What a node says to the others: somebody is typing here, or has stopped. */
const TypingElsewhere = Typing.extend({ userId: Id, participants: z.array(Id).readonly() });
type TypingElsewhere = z.infer<typeof TypingElsewhere>;

const TYPING = 'typing';

/** Who is typing in a conversation, on whatever node, and the timers that end it. */
type Typists = Map<string, NodeJS.Timeout>;

/**
 * Owns who is typing. It is never stored, told to participants only, and ends by itself: also when the node where
 * somebody typed is gone, for each node ends what it has heard, and tells its own clients.
 *
 * Invariant: what a user says last holds, whatever the order in which participants are looked up. A message that they
 * send meanwhile is later than that they were typing.
 */
@Injectable()
export class TypingService implements OnApplicationShutdown {
  private readonly conversations = new Map<string, Typists>();
  /** The newest that users have said of conversations whose participants are being looked up. */
  private readonly unsettled = new Map<string, Typing>();
  private readonly guard: Guard;

  constructor(
    private readonly access: ConversationsService,
    private readonly publisher: Publisher,
    private readonly fanout: Fanout,
    counters: Counters,
  ) {
    this.guard = { counters, logger: new Logger(TypingService.name) };
    // A node where several of them are hears it several times: it is news once.
    fanout.on(TYPING, TypingElsewhere, (typing) => this.change(typing));
  }

  onApplicationShutdown(): void {
    for (const typists of this.conversations.values()) typists.forEach((timer) => clearTimeout(timer));
  }

  /** @throws ProblemError `conversation.not_found` */
  async set(actor: Actor, typing: Typing): Promise<Typing> {
    const key = unsettledKey(actor.id, typing.conversationId);
    this.unsettled.set(key, typing);
    try {
      const participants = await this.access.requireParticipants(actor, typing.conversationId);
      if (this.unsettled.get(key) === typing) this.publish(actor, typing, participants);
    } finally {
      if (this.unsettled.get(key) === typing) this.unsettled.delete(key);
    }
    return typing;
  }

  private publish(actor: Actor, typing: Typing, participants: readonly string[]): void {
    // Also what is no news here: it goes on, and some may have connected meanwhile.
    const said: TypingElsewhere = { ...typing, userId: actor.id, participants };
    this.fanout.tell(participants, TYPING, said);
    this.change(said);
  }

  /** Who sends a message has stopped typing it: told to the same people. */
  sent(userId: string, conversationId: string, participants: readonly string[]): void {
    this.unsettled.delete(unsettledKey(userId, conversationId));
    const said: TypingElsewhere = { conversationId, active: false, userId, participants };
    if (this.change(said)) this.fanout.tell(participants, TYPING, said);
  }

  private change({ conversationId, userId, active, participants }: TypingElsewhere): boolean {
    const changed = active ? this.start(conversationId, userId, participants) : this.stop(conversationId, userId);
    if (changed) this.tell(conversationId, userId, participants);
    return changed;
  }

  private start(conversationId: string, userId: string, participants: readonly string[]): boolean {
    const typists = this.conversations.get(conversationId) ?? new Map<string, NodeJS.Timeout>();
    this.conversations.set(conversationId, typists);
    const news = !typists.has(userId);
    clearTimeout(typists.get(userId));
    const end = guarded(this.guard, 'Ending a typist', () => {
      this.stop(conversationId, userId);
      this.tell(conversationId, userId, participants);
    });
    typists.set(userId, setTimeout(end, TYPING_MS));
    return news;
  }

  private stop(conversationId: string, userId: string): boolean {
    const typists = this.conversations.get(conversationId);
    clearTimeout(typists?.get(userId));
    const stopped = typists?.delete(userId) ?? false;
    if (typists?.size === 0) this.conversations.delete(conversationId);
    return stopped;
  }

  /** The others are told, each of those who are typing but themselves. */
  private tell(conversationId: string, changed: string, participants: readonly string[]): void {
    const userIds = [...(this.conversations.get(conversationId)?.keys() ?? [])];
    const [typists, spectators] = partition(
      participants.filter((id) => id !== changed),
      (id) => userIds.includes(id),
    );
    this.publisher.toUsersHereWhoKeepUp(spectators, 'typing_changed', { conversationId, userIds });
    for (const typist of typists) {
      const others = userIds.filter((id) => id !== typist);
      this.publisher.toUsersHereWhoKeepUp([typist], 'typing_changed', { conversationId, userIds: others });
    }
  }
}

function unsettledKey(userId: string, conversationId: string): string {
  return `${userId} ${conversationId}`;
}

function partition<T>(items: readonly T[], belongs: (item: T) => boolean): [T[], T[]] {
  return [items.filter(belongs), items.filter((item) => !belongs(item))];
}
