import { Injectable, type ExecutionContext } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerLimitDetail, type ThrottlerModuleOptions } from '@nestjs/throttler';
import type { Request, Response } from 'express';
import type { Config } from '../config/config.js';
import { ProblemError } from '../problems/problem-error.js';
import type { Redis } from '../redis/redis.js';
import { PUBLIC } from './implements.decorator.js';
import { RequestCounts } from './request-counts.js';

/** Two budgets: a strict one per route and address for strangers, a wide one per user for people who are logged in. */
export function throttlerOptions(config: Config, redis: Redis): ThrottlerModuleOptions {
  const limit = (context: ExecutionContext) =>
    budgetOwner(context) === undefined ? config.THROTTLER_LIMIT : config.THROTTLER_USER_LIMIT;
  return { throttlers: [{ ttl: config.THROTTLER_TTL * 1000, limit }], storage: new RequestCounts(redis) };
}

/** Who pays for the request, if it is a user. Logging in is paid by the address, or an account could buy guesses. */
function budgetOwner(context: ExecutionContext): string | undefined {
  if (Reflect.getMetadata(PUBLIC, context.getHandler()) === true) return undefined;
  return context.switchToHttp().getRequest<Request>().identity?.actor?.id;
}

@Injectable()
export class RequestThrottlerGuard extends ThrottlerGuard {
  protected override headerPrefix = 'RateLimit';

  protected override generateKey(context: ExecutionContext, address: string, name: string): string {
    const owner = budgetOwner(context);
    return owner === undefined ? super.generateKey(context, address, name) : `user:${owner}`;
  }

  protected override throwThrottlingException(
    context: ExecutionContext,
    { limit, timeToBlockExpire: seconds }: ThrottlerLimitDetail,
  ): Promise<void> {
    // The throttler tells those only who are within their budget.
    context
      .switchToHttp()
      .getResponse<Response>()
      .set({
        'RateLimit-Limit': String(limit),
        'RateLimit-Remaining': '0',
        'RateLimit-Reset': String(seconds),
      });
    throw new ProblemError('rate.limited', `Too many requests: try again in ${seconds} s.`, { retryAfter: seconds });
  }
}
