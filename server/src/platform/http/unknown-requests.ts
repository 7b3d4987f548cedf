import { Inject, Injectable } from '@nestjs/common';
import { normalizeIp } from '@nestjs/throttler';
import type { Request, Response } from 'express';
import { CONFIG, type Config } from '../config/config.js';
import { Redis } from '../redis/redis.js';
import { budgetSpent, setBudgetHeaders } from './budget-headers.js';
import { RequestCounts } from './request-counts.js';

const MINUTE_MS = 60_000;

/** Counts, per address, the requests that match no route: for the API documents, and for paths that do not exist. */
@Injectable()
export class UnknownRequests {
  private readonly counts: RequestCounts;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    redis: Redis,
  ) {
    this.counts = new RequestCounts(redis);
  }

  /** Counts a request. @throws ProblemError `rate.limited` */
  async count(request: Request, response: Response): Promise<void> {
    const limit = this.config.THROTTLER_UNKNOWN_LIMIT;
    const count = await this.counts.reserve(`unknown:${normalizeIp(request.ip ?? '')}`, MINUTE_MS, limit);
    if (count.isBlocked) throw budgetSpent(response, limit, count);
    setBudgetHeaders(response, limit, count.totalHits, count.timeToExpire);
  }
}
