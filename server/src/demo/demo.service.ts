import { Injectable } from '@nestjs/common';
import { AuthService } from '../auth/auth.service.js';
import { SendsService } from '../messages/sends.service.js';
import type { Actor } from '../platform/http/identity.js';
import { ReceiptsService } from '../receipts/receipts.service.js';
import { UsersService } from '../users/users.service.js';
import { DemoStore } from './demo.store.js';
import { homeTalks } from './home-talks.js';
import { DEMO_PASSWORD, demoPeople, type DemoName } from './people.js';
import { runningLog } from './running-log.js';
import { timed, type Talk } from './talk.js';
import { workTalks } from './work-talks.js';

/** Whom to log in as. */
export const demoLogins = demoPeople.map(({ name, email }) => ({ name, email, password: DEMO_PASSWORD }));

const talks = [...homeTalks, ...workTalks, runningLog];

/**
 * Owns what a development server is filled with for a first look: people who are called "(demo)", and what they say.
 *
 * Invariants: all of it goes in as people's own would; doing it again adds nothing, because accounts have their
 * e-mails and messages their client's ids; what others write is left alone. Only the times are made up.
 */
@Injectable()
export class DemoService {
  constructor(
    private readonly auth: AuthService,
    private readonly users: UsersService,
    private readonly sends: SendsService,
    private readonly receipts: ReceiptsService,
    private readonly store: DemoStore,
  ) {}

  /** Adds what is missing. Before the server listens. @returns the people of the demo */
  async fill(): Promise<ReadonlyMap<DemoName, Actor>> {
    const actors = new Map<DemoName, Actor>();
    for (const { key, ...person } of demoPeople) actors.set(key, await this.ensure(person));
    await this.store.verifyEmails([...actors.values()].map(({ id }) => id));
    await Promise.all(talks.map((talk) => this.hold(talk, actors)));
    return actors;
  }

  private async ensure({ name, email }: { name: string; email: string }): Promise<Actor> {
    const known = await this.users.findByEmail(email);
    return known ?? this.auth.createAccount({ name, email, password: DEMO_PASSWORD });
  }

  private async hold(talk: Talk, actors: ReadonlyMap<DemoName, Actor>): Promise<void> {
    const lines = timed(talk, Date.now()).map((line, index) => ({ ...line, clientMessageId: `demo-${index + 1}` }));
    const other = (who: DemoName) => talk.between.find((name) => name !== who)!;
    // At once: a conversation keeps the order in which it is asked.
    const sent = await Promise.all(
      lines.map(({ who, text, clientMessageId }) =>
        this.sends.send(actors.get(who)!, {
          receiverId: actors.get(other(who))!.id,
          content: text,
          clientMessageId,
        }),
      ),
    );
    if (sent.every(({ deduplicated }) => deduplicated)) return;
    const conversationId = sent[0]!.conversation.id;
    await this.store.age(conversationId, lines);
    const { seq } = sent.at(-1)!;
    const writer = lines.at(-1)!.who;
    await this.receipts.markRead(actors.get(writer)!, { conversationId, seq });
    await this.receipts.markRead(actors.get(other(writer))!, { conversationId, seq: seq - talk.unread });
  }
}
