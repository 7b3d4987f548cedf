import { createParamDecorator, Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { CONFIG, type Config } from '../config/config.js';
import { emailUnverified } from '../problems/email-unverified.js';
import { PUBLIC, UNVERIFIED } from './implements.decorator.js';

/** Who acts: the first argument of everything that a service does for somebody. */
export interface Actor {
  readonly id: string;
  readonly name: string;
}

/**
 * What a request says of who sends it: somebody, or why that is not known. Found out before the throttler, which counts
 * by it; thrown only where somebody is needed, so that what is for anybody does not fail with the database.
 */
export type Identity =
  | {
      readonly actor: Actor;
      /** Undefined for a token of the release before this one. */
      readonly sessionId: string | undefined;
      readonly isEmailVerified: boolean;
      readonly refusal?: never;
    }
  | { readonly actor?: never; readonly refusal: unknown };

declare module 'express' {
  interface Request {
    id?: unknown;
    identity?: Identity;
  }
}

/** Lets nobody in without a valid token of an account that may act, unless the route is for anybody. */
@Injectable()
export class IdentityGuard implements CanActivate {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  canActivate(context: ExecutionContext): boolean {
    if (Reflect.getMetadata(PUBLIC, context.getHandler()) === true) return true;
    const identity = context.switchToHttp().getRequest<Request>().identity;
    if (!identity?.actor) throw identity?.refusal;
    if (!identity.isEmailVerified && !this.takesUnverified(context)) throw emailUnverified();
    return true;
  }

  private takesUnverified(context: ExecutionContext): boolean {
    if (this.config.EMAIL_VERIFICATION !== 'required') return true;
    return Reflect.getMetadata(UNVERIFIED, context.getHandler()) === true;
  }
}

/** The one who sends the request. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const actor = context.switchToHttp().getRequest<Request>().identity?.actor;
  if (!actor) throw new TypeError('A route without a token has no actor.');
  return actor;
});

/** The session of the one who sends the request, if they have one. */
export const CurrentSessionId = createParamDecorator((_: unknown, context: ExecutionContext): string | undefined => {
  const { identity } = context.switchToHttp().getRequest<Request>();
  return identity?.actor && identity.sessionId;
});
