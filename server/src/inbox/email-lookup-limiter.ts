import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../platform/config/config.js';
import { RequestCounts } from '../platform/http/request-counts.js';
import type { Actor } from '../platform/http/identity.js';
import { ProblemError } from '../platform/problems/problem-error.js';
import { Redis } from '../platform/redis/redis.js';

/**
 * Limits how many e-mail addresses a user looks up, found or not, because each response reveals whether the address has
 * an account.
 */
@Injectable()
export class EmailLookupLimiter {
  private readonly counts: RequestCounts;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    redis: Redis,
  ) {
    this.counts = new RequestCounts(redis);
  }

  /** Counts one lookup of the user. @throws ProblemError `rate.email_lookups` at the limit */
  async consume(actor: Actor): Promise<void> {
    const { EMAIL_LOOKUP_LIMIT: limit, EMAIL_LOOKUP_TTL: seconds } = this.config;
    const { isBlocked, timeToExpire } = await this.counts.reserve(`email-lookups:${actor.id}`, seconds * 1000, limit);
    if (!isBlocked) return;
    throw new ProblemError(
      'rate.email_lookups',
      `Too many e-mail addresses looked up: try again in ${timeToExpire} s. People are still found by name.`,
      { retryAfter: timeToExpire },
    );
  }
}
