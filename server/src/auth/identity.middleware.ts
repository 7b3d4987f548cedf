import { Injectable, type NestMiddleware } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { AuthService } from './auth.service.js';

/** Finds out who sends a request, before any guard asks. */
@Injectable()
export class IdentityMiddleware implements NestMiddleware {
  constructor(private readonly auth: AuthService) {}

  async use(request: Request, _: Response, next: NextFunction): Promise<void> {
    request.identity = await this.auth.identify(request.headers);
    next();
  }
}
