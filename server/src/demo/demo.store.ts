import { Injectable } from '@nestjs/common';
import { Sql } from '../platform/database/sql.js';

interface Aged {
  readonly clientMessageId: string;
  readonly at: Date;
}

@Injectable()
export class DemoStore {
  constructor(private readonly sql: Sql) {}

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
