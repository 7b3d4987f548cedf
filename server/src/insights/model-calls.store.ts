import { Injectable } from '@nestjs/common';
import { Sql } from '../platform/database/sql.js';
import { persist } from './persist.js';

/** A call that is about to be made. */
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

/** The record of what was sent to models: written before a call, and completed after it. */
@Injectable()
export class ModelCallsStore {
  constructor(private readonly sql: Sql) {}

  async start(call: StartedCall): Promise<void> {
    await this.sql.rows(
      `insert into model_calls (id, conversation_id, requested_by, model, host, from_seq, to_seq)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [call.id, call.conversationId, call.requestedBy, call.model, call.host, call.fromSeq, call.toSeq],
    );
  }

  async end(id: string, { outcome, attempts, tokens }: CallEnd): Promise<void> {
    const end = () =>
      this.sql.rows(
        `update model_calls
            set outcome = $2, attempts = $3, prompt_tokens = $4, completion_tokens = $5, ended_at = clock_timestamp()
          where id = $1`,
        [id, outcome, attempts, tokens?.prompt ?? null, tokens?.completion ?? null],
      );
    // An answer that was paid for must not be lost with a connection.
    await persist(end);
  }
}
