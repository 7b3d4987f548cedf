import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { normalizeIp } from '@nestjs/throttler';
import type { Request } from 'express';

/** Where a request comes from. */
export interface Client {
  /** Behind trusted proxies (`TRUST_PROXY`), the address that they name. Of an IPv6 address, its /64. */
  readonly address: string;
  /** The name of the request in answers and logs. */
  readonly requestId: string;
}

export function clientOf(request: Request): Client {
  return { address: normalizeIp(request.ip ?? ''), requestId: String(request.id) };
}

/** Where the request comes from. */
export const CurrentClient = createParamDecorator((_: unknown, context: ExecutionContext): Client =>
  clientOf(context.switchToHttp().getRequest<Request>()),
);
