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
 * Bounds how many requests of one address, and of one user, this node has in flight: from their start until their answers have
 * been handed over to the system whole. A client that does not read what it asked for cannot ask for more.
 */
@Injectable()
export class RequestsInFlight {
  private readonly counts = new Map<string, number>();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly open: OpenResponses,
    private readonly counters: Counters,
  ) {}

  /** Express middleware: counts a request against its address. Health is exempt. */
  readonly admit = (request: Request, response: Response, next: NextFunction): void => {
    // Its connection was ended for what came before it.
    if (request.socket.destroyed) return;
    if (EXEMPT.has(request.path)) return next();
    this.take(`address:${normalizeIp(request.ip!)}`, this.config.REQUESTS_IN_FLIGHT_PER_ADDRESS, request, response);
    next();
  };

  /** @throws ProblemError `rate.concurrent` */
  takeForUser(userId: string, request: Request, response: Response): void {
    this.take(`user:${userId}`, this.config.REQUESTS_IN_FLIGHT_PER_USER, request, response);
  }

  private take(key: string, limit: number, request: Request, response: Response): void {
    const count = this.counts.get(key) ?? 0;
    if (count >= limit) {
      this.counters.add('requests.refused');
      throw new ProblemError(
        'rate.concurrent',
        `Too many requests at once: ${limit} are being answered. Read their answers first.`,
      );
    }
    this.counts.set(key, count + 1);
    this.open.onOver(request, response, () => this.release(key));
  }

  private release(key: string): void {
    const count = this.counts.get(key)! - 1;
    if (count > 0) this.counts.set(key, count);
    else this.counts.delete(key);
  }
}

/** Counts a request against the user who sends it. Before every other guard: a refused one costs nothing else. */
@Injectable()
export class RequestsInFlightGuard implements CanActivate {
  constructor(private readonly inFlight: RequestsInFlight) {}

  /** @throws ProblemError `rate.concurrent` */
  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    const userId = request.identity?.actor?.id;
    if (userId !== undefined && !EXEMPT.has(request.path))
      this.inFlight.takeForUser(userId, request, http.getResponse<Response>());
    return true;
  }
}
