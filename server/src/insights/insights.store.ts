import { Injectable } from '@nestjs/common';
import { Sql } from '../platform/database/sql.js';
import type { InsightRow } from './insight.mapper.js';
import { retryStatement } from './retry-statement.js';
import type { Digest } from './summarizer.js';

/** One attempt to make the insight of a conversation. */
export interface Attempt {
  readonly conversationId: string;
  /** A random id generated for each attempt. */
  readonly holder: string;
}

export interface AttemptFailure {
  readonly code: string;
  readonly detail: string;
}

export interface Claim {
  readonly holder: string;
  /** Whether the lease has expired or the attempt has failed, so that another attempt may acquire the claim. */
  readonly isFree: boolean;
  readonly failure: AttemptFailure | null;
}

@Injectable()
export class InsightsStore {
  constructor(private readonly sql: Sql) {}

  async find(conversationId: string): Promise<InsightRow | undefined> {
    const [row] = await this.sql.prepared<InsightRow>(
      'insight',
      `select i.id, i.conversation_id, i.summary, i.items, i.dropped_items, i.generator, i.model, i.from_seq, i.to_seq,
              i.covered_messages, i.skipped_messages, i.requested_by, i.prompt_tokens, i.completion_tokens,
              i.created_at, i.updated_at, c.last_seq - i.to_seq as messages_since
         from insights i join conversations c on c.id = i.conversation_id
        where i.conversation_id = $1`,
      [conversationId],
    );
    return row;
  }

  async findClaim(conversationId: string): Promise<Claim | undefined> {
    const [row] = await this.sql.prepared<{ holder: string; isFree: boolean; failure: AttemptFailure | null }>(
      'insight_claim',
      `select holder, failure, failure is not null or expires_at <= clock_timestamp() as "isFree"
         from insight_claims where conversation_id = $1`,
      [conversationId],
    );
    return row;
  }

  /**
   * Acquires the claim, if it is free or already belongs to this attempt. The row is the mutual exclusion between all
   * nodes, so that no database lock is held while the insight is made.
   *
   * @returns false when the claim belongs to another attempt
   */
  async acquireClaim({ conversationId, holder }: Attempt, leaseSeconds: number): Promise<boolean> {
    const acquire = () =>
      this.sql.rows(
        `insert into insight_claims as c (conversation_id, holder, expires_at)
         values ($1, $2, clock_timestamp() + $3 * interval '1 second')
         on conflict (conversation_id) do update
           set holder = excluded.holder, expires_at = excluded.expires_at, failure = null
         where c.failure is not null or c.expires_at <= clock_timestamp() or c.holder = excluded.holder
         returning 1`,
        [conversationId, holder, leaseSeconds],
      );
    return (await retryStatement(acquire)).length > 0;
  }

  /** Prolongs the lease of a claim; returns false when the claim belongs to another attempt. */
  async renewClaim({ conversationId, holder }: Attempt, leaseSeconds: number): Promise<boolean> {
    const rows = await this.sql.rows(
      `update insight_claims set expires_at = clock_timestamp() + $3 * interval '1 second'
        where conversation_id = $1 and holder = $2 returning 1`,
      [conversationId, holder, leaseSeconds],
    );
    return rows.length > 0;
  }

  /** Ends the claim without an insight. The stored failure is the error of the requests that wait for this attempt. */
  async recordFailure({ conversationId, holder }: Attempt, failure: AttemptFailure): Promise<void> {
    const update = () =>
      this.sql.rows('update insight_claims set failure = $3 where conversation_id = $1 and holder = $2', [
        conversationId,
        holder,
        JSON.stringify(failure),
      ]);
    await retryStatement(update);
  }

  async releaseClaim({ conversationId, holder }: Attempt): Promise<void> {
    await this.sql.rows('delete from insight_claims where conversation_id = $1 and holder = $2', [
      conversationId,
      holder,
    ]);
  }

  /**
   * Stores the digest and deletes the claim, in one statement. Has no effect when the claim belongs to another attempt.
   *
   * The statement is retried while its outcome is unknown. A retry is idempotent: once the statement was executed the
   * claim is gone, so that executing it again has no effect. The caller compares `id` with the id of the stored insight
   * to learn whether this attempt stored it.
   *
   * @param id the id of the new insight
   */
  async storeDigest(
    { conversationId, holder }: Attempt,
    id: string,
    requestedBy: string,
    digest: Digest,
  ): Promise<void> {
    const { keyPoints, decisions, actionItems, openQuestions } = digest;
    const values = [
      conversationId,
      holder,
      id,
      requestedBy,
      digest.summary,
      JSON.stringify({ keyPoints, decisions, actionItems, openQuestions }),
      digest.droppedItems,
      digest.generator,
      digest.model,
      digest.fromSeq,
      digest.toSeq,
      digest.coveredMessages,
      digest.skippedMessages,
      digest.tokens?.prompt ?? null,
      digest.tokens?.completion ?? null,
    ];
    await retryStatement(() => this.sql.rows(STORE_DIGEST, values));
  }
}

const STORE_DIGEST = `
  with claim as (
    delete from insight_claims where conversation_id = $1 and holder = $2 returning conversation_id
  )
  insert into insights (conversation_id, id, requested_by, summary, items, dropped_items, generator, model,
                        from_seq, to_seq, covered_messages, skipped_messages, prompt_tokens, completion_tokens)
  select conversation_id, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15 from claim
  on conflict (conversation_id) do nothing`;
