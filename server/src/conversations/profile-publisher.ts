import { Injectable, Logger } from '@nestjs/common';
import type { PersonProfile } from '@smart-hub/contract/users';
import { Publisher } from '../realtime/publisher.js';
import { UsersService } from '../users/users.service.js';
import { ConversationsService } from './conversations.service.js';

/**
 * Publishes a changed profile to its user and to everybody who shares a conversation with the user.
 *
 * Clients that miss the event get the current profile with `sync`. Each profile contains the time of its last change,
 * so that clients can ignore an older profile that arrives later.
 */
@Injectable()
export class ProfilePublisher {
  private readonly logger = new Logger(ProfilePublisher.name);

  constructor(
    users: UsersService,
    private readonly conversations: ConversationsService,
    private readonly publisher: Publisher,
  ) {
    users.onProfileChanged((person) => void this.publish(person));
  }

  private async publish(person: PersonProfile): Promise<void> {
    const { id, changedAt } = person;
    try {
      const partners = (await this.conversations.partners([id])).get(id) ?? [];
      const at = changedAt === undefined ? 0 : Date.parse(changedAt);
      this.publisher.toUsers([id, ...partners], 'user_changed', person, {
        stream: `profile:${id}`,
        kind: 'newest',
        at,
      });
    } catch (error) {
      this.logger.warn(error, 'The partners of a user whose profile changed could not be read: all clients resync');
      this.publisher.resyncAll();
    }
  }
}
