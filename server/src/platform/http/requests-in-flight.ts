import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { healthRoutes } from '@smart-hub/contract/health';
import { normalizeIp } from '@nestjs/throttler';
import type { NextFunction, Request, Response } from 'express';
import { CONFIG, type Config } from '../config/config.js';
import { Counters } from '../health/counters.js';
import { ProblemError } from '../problems/problem-error.js';
import { OpenResponses } from './open-responses.js';

const EXEMPT: ReadonlySet<string> = new Set(Object.values(healthRoutes).map(({ path }) => `/api${path}`));

/**
 * Limits how many requests of one address, and of one user, are in flight on this node: from their start until their
 * responses have been handed over to the operating system completely. So a client that does not read its responses
 * cannot send further requests.
 */
@Injectable()
export class RequestsInFlight {
  private readonly counts = new Map<string, number>();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly open: OpenResponses,
    private readonly counters: Counters,
  ) {}

  /** Express middleware that counts a request against its address. Health checks are exempt. */
  readonly admit = (request: Request, response: Response, next: NextFunction): void => {
    // The connection was closed already, because of an earlier request.
    if (request.socket.destroyed) return;
    if (EXEMPT.has(request.path)) return next();
    this.count(`address:${normalizeIp(request.ip!)}`, this.config.REQUESTS_IN_FLIGHT_PER_ADDRESS, request, response);
    next();
  };

  /** Counts a request against a user. @throws ProblemError `rate.concurrent` */
  countForUser(userId: string, request: Request, response: Response): void {
    this.count(`user:${userId}`, this.config.REQUESTS_IN_FLIGHT_PER_USER, request, response);
  }

  private count(key: string, limit: number, request: Request, response: Response): void {
    const count = this.counts.get(key) ?? 0;
    if (count >= limit) {
      this.counters.add('requests.refused');
      throw new ProblemError(
        'rate.concurrent',
        `Too many concurrent requests: ${limit} are in progress. Read their responses first.`,
      );
    }
    this.counts.set(key, count + 1);
    this.open.onFinished(request, response, () => this.release(key));
  }

  private release(key: string): void {
    const count = this.counts.get(key)! - 1;
    if (count > 0) this.counts.set(key, count);
    else this.counts.delete(key);
  }
}

/**
 * Counts a request against the user who sent it. Runs before every other guard, so that a refused request causes no
 * further work.
 */
@Injectable()
export class RequestsInFlightGuard implements CanActivate {
  constructor(private readonly inFlight: RequestsInFlight) {}

  /** @throws ProblemError `rate.concurrent` */
  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    const userId = request.identity?.actor?.id;
    if (userId !== undefined && !EXEMPT.has(request.path))
      this.inFlight.countForUser(userId, request, http.getResponse<Response>());
    return true;
  }
}
