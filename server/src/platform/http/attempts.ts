import {
  applyDecorators,
  Injectable,
  SetMetadata,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { catchError, mergeMap } from 'rxjs';
import { toProblem } from '../problems/to-problem.js';
import { budgetSpent, setBudgetHeaders } from './budget-headers.js';
import type { RequestCounts, Reservation } from './request-counts.js';
import type { PendingAttempts } from './pending-attempts.js';

/** How many attempts may succeed for each one that may fail, unless the route sets another factor. */
const SUCCESSES_PER_FAILURE = 10;
const ATTEMPT = 'route:attempt';

/**
 * An attempt that was counted both as a failure and as a success before its outcome was known. The outcome decides
 * which of the two counts is kept.
 */
interface Attempt {
  readonly budget: Budget;
  readonly failure: Reservation;
  readonly success: Reservation;
}

const attempts = new WeakMap<Request, Attempt>();

/**
 * Returns how many of a route's attempts may succeed for each one that may fail; undefined for a route on which every
 * request counts.
 */
export function successesPerFailure(context: ExecutionContext): number | undefined {
  return Reflect.getMetadata(ATTEMPT, context.getHandler()) as number | undefined;
}

interface Budget {
  readonly counts: RequestCounts;
  /** The attempts on this node whose outcome is not known yet. */
  readonly pending: PendingAttempts;
  readonly key: string;
  /** The length of a window, in milliseconds. */
  readonly ttl: number;
  /** How many attempts may fail in a window. */
  readonly limit: number;
  /** How many attempts may succeed in a window. */
  readonly successes: number;
}

/**
 * Counts an attempt as a failure and as a success before it is made, so that concurrent attempts cannot overspend the
 * budget. If the budget is exhausted only because of attempts whose outcome is not known yet, waits for their outcome,
 * so that many people who log in from one address at the same moment are not refused.
 *
 * @throws ProblemError `rate.limited`
 */
export async function beginAttempt(context: ExecutionContext, budget: Budget): Promise<void> {
  const http = context.switchToHttp();
  const response = http.getResponse<Response>();
  // One reservation at a time: of concurrent reservations, each could find the budget exhausted because of the others,
  // and all would be released.
  const { failure, success } = await budget.pending.runExclusively(budget.key, () => reserve(budget, response));
  setBudgetHeaders(response, budget.limit, failure.totalHits, failure.timeToExpire);
  attempts.set(http.getRequest<Request>(), { budget, failure, success });
}

async function reserve(budget: Budget, response: Response): Promise<Omit<Attempt, 'budget'>> {
  const { counts, pending, key, ttl, successes } = budget;
  const failure = await reserveFailure(budget, response);
  const success = await counts.reserve(`${key}:successes`, ttl, successes);
  if (success.isBlocked) {
    await Promise.all([failure.release(), success.release()]);
    throw budgetSpent(response, successes, success);
  }
  pending.begin(key);
  return { failure, success };
}

async function reserveFailure(budget: Budget, response: Response): Promise<Reservation> {
  const { counts, pending, key, ttl, limit } = budget;
  // Read before the reservation, so as not to miss an outcome that becomes known during the reservation, and that frees
  // the budget again.
  const nextOutcome = pending.nextOutcome(key);
  const failure = await counts.reserve(key, ttl, limit);
  if (!failure.isBlocked) return failure;
  await failure.release();
  if (!nextOutcome) throw budgetSpent(response, limit, failure);
  await nextOutcome;
  return reserveFailure(budget, response);
}

/**
 * Updates the counts of an attempt before the response is sent, so that the next request of a client that has read the
 * response finds them updated.
 */
@Injectable()
class AttemptInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler) {
    const http = context.switchToHttp();
    const [request, response] = [http.getRequest<Request>(), http.getResponse<Response>()];
    return next.handle().pipe(
      catchError(async (error: unknown) => {
        await recordOutcome(request, response, toProblem(error, '').status);
        throw error;
      }),
      mergeMap(async (result: unknown) => {
        await recordOutcome(request, response, 200);
        return result;
      }),
    );
  }
}

/**
 * Takes back the counts that do not apply to the outcome of an attempt. An attempt that failed because of the server,
 * such as under load, counts neither as a failure nor as a success.
 */
async function recordOutcome(request: Request, response: Response, status: number): Promise<void> {
  const { budget, failure, success } = attempts.get(request)!;
  const isFailure = status >= 400 && status < 500;
  if (status >= 400) await success.release();
  if (!isFailure) await failure.release();
  budget.pending.finish(budget.key);
  if (!isFailure) setBudgetHeaders(response, budget.limit, failure.totalHits - 1, failure.timeToExpire);
}

/**
 * Makes a route count only failed requests, such as wrong passwords, against its budget. Successful requests have a
 * larger budget.
 *
 * @param successesPerFailure how many times larger the budget of successful requests is
 */
export const LimitFailedAttempts = (successesPerFailure = SUCCESSES_PER_FAILURE) =>
  applyDecorators(SetMetadata(ATTEMPT, successesPerFailure), UseInterceptors(AttemptInterceptor));
