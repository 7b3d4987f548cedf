import type { Response } from 'express';
import { ProblemError } from '../problems/problem-error.js';
import type { Reservation } from './request-counts.js';

/** Sets the headers that tell a client its remaining budget, and in how many seconds the budget is reset. */
export function setBudgetHeaders(response: Response, limit: number, used: number, seconds: number): void {
  response.set({
    'RateLimit-Limit': String(limit),
    'RateLimit-Remaining': String(Math.max(0, limit - used)),
    'RateLimit-Reset': String(seconds),
  });
}

/** Sets the budget headers, and returns the problem for a request whose budget is spent. */
export function budgetSpent(
  response: Response,
  limit: number,
  { timeToExpire: seconds }: Pick<Reservation, 'timeToExpire'>,
) {
  setBudgetHeaders(response, limit, limit, seconds);
  return new ProblemError('rate.limited', `Too many requests: try again in ${seconds} s.`, { retryAfter: seconds });
}
