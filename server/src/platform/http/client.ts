import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { normalizeIp } from '@nestjs/throttler';
import type { Request } from 'express';

/** The client that sent a request. */
export interface Client {
  /**
   * The address of the client; behind trusted proxies (`TRUST_PROXY`), the one that they report. For IPv6, the /64
   * prefix.
   */
  readonly address: string;
  /** The id of the request in responses and logs. */
  readonly requestId: string;
}

export function clientOf(request: Request): Client {
  return { address: normalizeIp(request.ip ?? ''), requestId: String(request.id) };
}

/** Injects the client that sent the request. */
export const CurrentClient = createParamDecorator((_: unknown, context: ExecutionContext): Client =>
  clientOf(context.switchToHttp().getRequest<Request>()),
);
