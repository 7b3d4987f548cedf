import { Inject, Injectable } from '@nestjs/common';
import { JwtService, TokenExpiredError } from '@nestjs/jwt';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { CONFIG, type Config } from '../platform/config/config.js';
import { ProblemError } from '../platform/problems/problem-error.js';

const AUDIENCE = 'smart-hub';
const TYPE = 'access';

const Claims = z.object({ sub: z.uuid(), exp: z.number(), typ: z.literal(TYPE) });

interface Token {
  readonly userId: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Signs and verifies access tokens: JWT, HS256, with an end, an audience and a type. */
@Injectable()
export class Tokens {
  constructor(
    private readonly jwt: JwtService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  sign(userId: string): { token: string; expiresAt: Date } {
    const expiresAt = Math.floor(Date.now() / 1000) + this.config.JWT_EXPIRES_IN;
    const claims = { sub: userId, exp: expiresAt, aud: AUDIENCE, typ: TYPE, jti: randomUUID() };
    return { token: this.jwt.sign(claims), expiresAt: new Date(expiresAt * 1000) };
  }

  /** @throws ProblemError `auth.token_missing`, `auth.token_expired` or `auth.token_invalid` */
  verify(token: string | undefined): Token {
    if (token === undefined) throw new ProblemError('auth.token_missing', 'A token is needed: log in first.');
    try {
      // The algorithm is fixed here: whatever the token's header says is not believed.
      const claims = Claims.parse(this.jwt.verify(token, { algorithms: ['HS256'], audience: AUDIENCE }));
      return { userId: claims.sub, expiresAt: claims.exp * 1000 };
    } catch (error) {
      if (error instanceof TokenExpiredError)
        throw new ProblemError('auth.token_expired', 'The token has expired: log in again.');
      throw new ProblemError('auth.token_invalid', 'The token is not valid: log in again.');
    }
  }
}
