import { Injectable } from '@nestjs/common';
import { Sql } from '../platform/database/sql.js';

interface Aged {
  readonly clientMessageId: string;
  readonly at: Date;
}

@Injectable()
export class DemoStore {
  constructor(private readonly sql: Sql) {}

  /** Counts the addresses of accounts as verified: nobody reads mails there. */
  async verifyEmails(userIds: readonly string[]): Promise<void> {
    await this.sql.rows(
      'update users set email_verified_at = clock_timestamp() where id = any ($1) and email_verified_at is null',
      [userIds],
    );
  }

  /** Has messages look as if they had been written when the demo says: nobody is connected yet who would know better. */
  async age(conversationId: string, messages: readonly Aged[]): Promise<void> {
    await this.sql.rows(
      `with aged as (
         update messages m set created_at = t.at
           from unnest($2::text[], $3::timestamptz[]) as t (client_message_id, at)
          where m.conversation_id = $1 and m.client_message_id = t.client_message_id
         returning m.created_at
       )
       update conversations set (created_at, last_activity_at) = (select min(created_at), max(created_at) from aged)
        where id = $1`,
      [conversationId, messages.map(({ clientMessageId }) => clientMessageId), messages.map(({ at }) => at)],
    );
  }
}
