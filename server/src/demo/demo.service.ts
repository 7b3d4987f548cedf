import { Injectable } from '@nestjs/common';
import { AuthService } from '../auth/auth.service.js';
import { SendsService } from '../messages/sends.service.js';
import type { Actor } from '../platform/http/identity.js';
import { ReceiptsService } from '../receipts/receipts.service.js';
import { UsersService } from '../users/users.service.js';
import { DemoStore } from './demo.store.js';
import { friendConversations } from './friend-conversations.js';
import { DEMO_PASSWORD, demoPeople, type DemoName } from './people.js';
import { trainingConversation } from './training-conversation.js';
import { withTimes, type DemoConversation } from './demo-conversation.js';
import { workConversations } from './work-conversations.js';

/** The accounts of the demo, for the startup banner. */
export const demoLogins = demoPeople.map(({ name, email }) => ({ name, email, password: DEMO_PASSWORD }));

const conversations = [...friendConversations, ...workConversations, trainingConversation];

/**
 * Owns the demo data of a development server: people with "(demo)" in their names, and their conversations.
 *
 * Invariants: the data is created through the services of the features, like the data of real users; only the times are
 * changed afterwards. Creating the data again adds nothing, because accounts are found by their e-mail addresses and
 * messages by their client message ids. Messages of other people are not changed.
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

  /** Creates the demo data that is missing. Must run before the server listens. @returns the people of the demo */
  async fill(): Promise<ReadonlyMap<DemoName, Actor>> {
    const actors = new Map<DemoName, Actor>();
    for (const { key, ...person } of demoPeople) actors.set(key, await this.ensureAccount(person));
    await this.store.verifyEmails([...actors.values()].map(({ id }) => id));
    await Promise.all(conversations.map((conversation) => this.sendConversation(conversation, actors)));
    return actors;
  }

  private async ensureAccount({ name, email }: { name: string; email: string }): Promise<Actor> {
    const known = await this.users.findByEmail(email);
    return known ?? this.auth.createAccount({ name, email, password: DEMO_PASSWORD });
  }

  private async sendConversation(conversation: DemoConversation, actors: ReadonlyMap<DemoName, Actor>): Promise<void> {
    const lines = withTimes(conversation, Date.now()).map((line, index) => ({
      ...line,
      clientMessageId: `demo-${index + 1}`,
    }));
    const recipientOf = (sender: DemoName) => conversation.people.find((name) => name !== sender)!;
    // The calls may be concurrent, because the messages of a conversation are stored in the order of the calls.
    const sent = await Promise.all(
      lines.map(({ sender, text, clientMessageId }) =>
        this.sends.send(actors.get(sender)!, {
          receiverId: actors.get(recipientOf(sender))!.id,
          content: text,
          clientMessageId,
        }),
      ),
    );
    if (sent.every(({ deduplicated }) => deduplicated)) return;
    const conversationId = sent[0]!.conversation.id;
    await this.store.backdate(conversationId, lines);
    const { seq } = sent.at(-1)!;
    const lastSender = lines.at(-1)!.sender;
    await this.receipts.markRead(actors.get(lastSender)!, { conversationId, seq });
    await this.receipts.markRead(actors.get(recipientOf(lastSender))!, {
      conversationId,
      seq: seq - conversation.unread,
    });
  }
}
