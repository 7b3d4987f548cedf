import { Injectable, type NestMiddleware } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { clientOf } from '../platform/http/client.js';
import { AuthenticationService } from './authentication.service.js';

/** Authenticates every request before the guards run. */
@Injectable()
export class IdentityMiddleware implements NestMiddleware {
  constructor(private readonly authentication: AuthenticationService) {}

  async use(request: Request, _: Response, next: NextFunction): Promise<void> {
    request.identity = await this.authentication.identify(request.headers, clientOf(request).address);
    next();
  }
}
