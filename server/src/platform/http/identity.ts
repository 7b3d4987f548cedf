import { createParamDecorator, Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { CONFIG, type Config } from '../config/config.js';
import { emailUnverified } from '../problems/email-unverified.js';
import { PUBLIC, UNVERIFIED } from './implements.decorator.js';

/** The user who performs an action: the first argument of every service method that acts for a user. */
export interface Actor {
  readonly id: string;
  readonly name: string;
}

/**
 * The user who sent a request, or the reason why the user is not known. It is determined before the throttler runs,
 * because the throttler counts requests per user. The reason is thrown only on routes that need a user, so that public
 * routes work even while the database does not.
 */
export type Identity =
  | {
      readonly actor: Actor;
      /** Undefined for a token that the previous release issued. */
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

/** Refuses requests without a valid token of an active account, except on public routes. */
@Injectable()
export class IdentityGuard implements CanActivate {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  canActivate(context: ExecutionContext): boolean {
    if (Reflect.getMetadata(PUBLIC, context.getHandler()) === true) return true;
    const identity = context.switchToHttp().getRequest<Request>().identity;
    if (!identity?.actor) throw identity?.refusal;
    if (!identity.isEmailVerified && !this.acceptsUnverified(context)) throw emailUnverified();
    return true;
  }

  private acceptsUnverified(context: ExecutionContext): boolean {
    if (this.config.EMAIL_VERIFICATION !== 'required') return true;
    return Reflect.getMetadata(UNVERIFIED, context.getHandler()) === true;
  }
}

/** Injects the user who sent the request. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const actor = context.switchToHttp().getRequest<Request>().identity?.actor;
  if (!actor) throw new TypeError('A public route has no actor.');
  return actor;
});

/** Injects the id of the session in which the request was sent, if there is one. */
export const CurrentSessionId = createParamDecorator((_: unknown, context: ExecutionContext): string | undefined => {
  const { identity } = context.switchToHttp().getRequest<Request>();
  return identity?.actor && identity.sessionId;
});
