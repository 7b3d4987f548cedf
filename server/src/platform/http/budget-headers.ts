import type { Response } from 'express';
import { ProblemError } from '../problems/problem-error.js';
import type { Reservation } from './request-counts.js';

/** Tells a client how much of its budget is left, and in how many seconds it is whole again. */
export function tellBudget(response: Response, limit: number, used: number, seconds: number): void {
  response.set({
    'RateLimit-Limit': String(limit),
    'RateLimit-Remaining': String(Math.max(0, limit - used)),
    'RateLimit-Reset': String(seconds),
  });
}

/** The refusal of a request whose budget is spent. */
export function budgetSpent(
  response: Response,
  limit: number,
  { timeToExpire: seconds }: Pick<Reservation, 'timeToExpire'>,
) {
  tellBudget(response, limit, limit, seconds);
  return new ProblemError('rate.limited', `Too many requests: try again in ${seconds} s.`, { retryAfter: seconds });
}
