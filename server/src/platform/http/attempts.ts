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
import { budgetSpent, tellBudget } from './budget-headers.js';
import type { RequestCounts, Reservation } from './request-counts.js';
import type { Unsettled } from './unsettled.js';

/** How many attempts may succeed for each that may fail, unless the route says otherwise. */
const SUCCESSES_PER_FAILURE = 10;
const ATTEMPT = 'route:attempt';

/** An attempt that has been counted both ways: its outcome says which count stays. */
interface Attempt {
  readonly budget: Budget;
  readonly failure: Reservation;
  readonly success: Reservation;
}

const attempts = new WeakMap<Request, Attempt>();

/** How many of a route's attempts may succeed for each that may fail; undefined for a route whose requests all count. */
export function successesPerFailure(context: ExecutionContext): number | undefined {
  return Reflect.getMetadata(ATTEMPT, context.getHandler()) as number | undefined;
}

interface Budget {
  readonly counts: RequestCounts;
  /** The attempts of this node that are not settled. */
  readonly unsettled: Unsettled;
  readonly key: string;
  /** The length of a window, in milliseconds. */
  readonly ttl: number;
  /** How many attempts may fail in a window. */
  readonly limit: number;
  /** How many may succeed. */
  readonly successes: number;
}

/**
 * Counts an attempt as failed and as successful before it is made: of many at once none sees a budget that the others are
 * about to spend. Where only attempts that are being made stand in its way, it waits for their outcome: an office that logs
 * in at the same moment is not refused.
 *
 * @throws ProblemError `rate.limited`
 */
export async function beginAttempt(context: ExecutionContext, budget: Budget): Promise<void> {
  const http = context.switchToHttp();
  const response = http.getResponse<Response>();
  // One at a time: reservations that are given back again would stand in each other's way.
  const { failure, success } = await budget.unsettled.inTurn(budget.key, () => reserve(budget, response));
  tellBudget(response, budget.limit, failure.totalHits, failure.timeToExpire);
  attempts.set(http.getRequest<Request>(), { budget, failure, success });
}

async function reserve(budget: Budget, response: Response): Promise<Omit<Attempt, 'budget'>> {
  const { counts, unsettled, key, ttl, successes } = budget;
  const failure = await reserveFailure(budget, response);
  const success = await counts.reserve(`${key}:successes`, ttl, successes);
  if (success.isBlocked) {
    await Promise.all([failure.giveBack(), success.giveBack()]);
    throw budgetSpent(response, successes, success);
  }
  unsettled.begin(key);
  return { failure, success };
}

async function reserveFailure(budget: Budget, response: Response): Promise<Reservation> {
  const { counts, unsettled, key, ttl, limit } = budget;
  // Read first: an attempt that is settled while this one reserves may have been what stood in its way.
  const next = unsettled.next(key);
  const failure = await counts.reserve(key, ttl, limit);
  if (!failure.isBlocked) return failure;
  await failure.giveBack();
  if (!next) throw budgetSpent(response, limit, failure);
  await next;
  return reserveFailure(budget, response);
}

/** Settles the counts of an attempt before it is answered: whoever reads the answer finds them as they are. */
@Injectable()
class AttemptInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler) {
    const http = context.switchToHttp();
    const [request, response] = [http.getRequest<Request>(), http.getResponse<Response>()];
    return next.handle().pipe(
      catchError(async (error: unknown) => {
        await settle(request, response, toProblem(error, '').status);
        throw error;
      }),
      mergeMap(async (answer: unknown) => {
        await settle(request, response, 200);
        return answer;
      }),
    );
  }
}

/** One that failed for the server's sake, such as under load, was none. */
async function settle(request: Request, response: Response, status: number): Promise<void> {
  const { budget, failure, success } = attempts.get(request)!;
  const isFailure = status >= 400 && status < 500;
  if (status >= 400) await success.giveBack();
  if (!isFailure) await failure.giveBack();
  budget.unsettled.settle(budget.key);
  if (!isFailure) tellBudget(response, budget.limit, failure.totalHits - 1, failure.timeToExpire);
}

/**
 * Has a route spend its budget on requests that fail only, such as wrong passwords. Of those that succeed more are taken.
 *
 * @param successesPerFailure how many times as many
 */
export const Attempts = (successesPerFailure = SUCCESSES_PER_FAILURE) =>
  applyDecorators(SetMetadata(ATTEMPT, successesPerFailure), UseInterceptors(AttemptInterceptor));
