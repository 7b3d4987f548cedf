import { Injectable, type ExecutionContext } from '@nestjs/common';
import {
  ThrottlerGuard,
  type ThrottlerLimitDetail,
  type ThrottlerModuleOptions,
  type ThrottlerRequest,
} from '@nestjs/throttler';
import type { Request, Response } from 'express';
import type { Config } from '../config/config.js';
import type { Redis } from '../redis/redis.js';
import { beginAttempt, successesPerFailure } from './attempts.js';
import { budgetSpent } from './budget-headers.js';
import { PUBLIC } from './implements.decorator.js';
import { RequestCounts } from './request-counts.js';
import { PendingAttempts } from './pending-attempts.js';

/**
 * Configures two request budgets: a small one per route and address for requests without a login, a large one per user
 * for requests with a login.
 */
export function throttlerOptions(config: Config, redis: Redis): ThrottlerModuleOptions {
  const limit = (context: ExecutionContext) =>
    budgetOwner(context) === undefined ? config.THROTTLER_LIMIT : config.THROTTLER_USER_LIMIT;
  return { throttlers: [{ ttl: config.THROTTLER_TTL * 1000, limit }], storage: new RequestCounts(redis) };
}

/**
 * Returns the id of the user whose budget a request counts against; undefined if it counts against the address. Public
 * routes, such as the login, always count against the address. Otherwise an attacker could guess passwords on the
 * budget of accounts of their own.
 */
function budgetOwner(context: ExecutionContext): string | undefined {
  if (Reflect.getMetadata(PUBLIC, context.getHandler()) === true) return undefined;
  return context.switchToHttp().getRequest<Request>().identity?.actor?.id;
}

@Injectable()
export class RequestThrottlerGuard extends ThrottlerGuard {
  private readonly pending = new PendingAttempts();
  protected override headerPrefix = 'RateLimit';

  protected override generateKey(context: ExecutionContext, address: string, name: string): string {
    const owner = budgetOwner(context);
    return owner === undefined ? super.generateKey(context, address, name) : `user:${owner}`;
  }

  /** Counts a request. Nest's own method would count it regardless of its outcome. */
  protected override async handleRequest(request: ThrottlerRequest): Promise<boolean> {
    const { context, limit, ttl, throttler } = request;
    const factor = successesPerFailure(context);
    if (factor === undefined) return super.handleRequest(request);
    const address = await this.getTracker(context.switchToHttp().getRequest<Request>());
    const key = this.generateKey(context, address, throttler.name!);
    const counts = this.storageService as RequestCounts;
    await beginAttempt(context, { counts, pending: this.pending, key, ttl, limit, successes: limit * factor });
    return true;
  }

  protected override throwThrottlingException(context: ExecutionContext, detail: ThrottlerLimitDetail): Promise<void> {
    // Nest's throttler sets the budget headers only for requests within the budget.
    throw budgetSpent(context.switchToHttp().getResponse<Response>(), detail.limit, detail);
  }
}
