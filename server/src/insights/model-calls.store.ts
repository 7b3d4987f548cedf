import { Injectable } from '@nestjs/common';
import { Sql } from '../platform/database/sql.js';
import { retryStatement } from './retry-statement.js';

/** A call of a model that is about to be sent. */
export interface StartedCall {
  readonly id: string;
  readonly conversationId: string;
  readonly requestedBy: string;
  readonly model: string;
  readonly host: string;
  readonly fromSeq: number;
  readonly toSeq: number;
}

export interface CallEnd {
  readonly outcome: 'answered' | 'refused' | 'unavailable' | 'misconfigured' | 'given_up';
  readonly attempts: number;
  readonly tokens: { readonly prompt: number; readonly completion: number } | null;
}

/** Stores the record of each call of a model: inserted before the call, and completed after it. */
@Injectable()
export class ModelCallsStore {
  constructor(private readonly sql: Sql) {}

  async recordStart(call: StartedCall): Promise<void> {
    await this.sql.rows(
      `insert into model_calls (id, conversation_id, requested_by, model, host, from_seq, to_seq)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [call.id, call.conversationId, call.requestedBy, call.model, call.host, call.fromSeq, call.toSeq],
    );
  }

  async recordEnd(id: string, { outcome, attempts, tokens }: CallEnd): Promise<void> {
    const end = () =>
      this.sql.rows(
        `update model_calls
            set outcome = $2, attempts = $3, prompt_tokens = $4, completion_tokens = $5, ended_at = clock_timestamp()
          where id = $1`,
        [id, outcome, attempts, tokens?.prompt ?? null, tokens?.completion ?? null],
      );
    // Retried, so that an insight that was already paid for does not fail because a database connection was lost.
    await retryStatement(end);
  }
}
