import { Injectable } from '@nestjs/common';
import { Sql } from '../platform/database/sql.js';

interface BackdatedMessage {
  readonly clientMessageId: string;
  readonly at: Date;
}

@Injectable()
export class DemoStore {
  constructor(private readonly sql: Sql) {}

  /** Marks the e-mail addresses of accounts as verified, because no mail can be delivered to them. */
  async verifyEmails(userIds: readonly string[]): Promise<void> {
    await this.sql.rows(
      'update users set email_verified_at = clock_timestamp() where id = any ($1) and email_verified_at is null',
      [userIds],
    );
  }

  /**
   * Changes the times of messages to the times of the demo. No client is connected yet, so no client knows the real
   * times.
   */
  async backdate(conversationId: string, messages: readonly BackdatedMessage[]): Promise<void> {
    await this.sql.rows(
      `with backdated as (
         update messages m set created_at = t.at
           from unnest($2::text[], $3::timestamptz[]) as t (client_message_id, at)
          where m.conversation_id = $1 and m.client_message_id = t.client_message_id
         returning m.created_at
       )
       update conversations set (created_at, last_activity_at) = (select min(created_at), max(created_at) from backdated)
        where id = $1`,
      [conversationId, messages.map(({ clientMessageId }) => clientMessageId), messages.map(({ at }) => at)],
    );
  }
}
