import { Inject, Injectable } from '@nestjs/common';
import { JsonWebTokenError, JwtService, TokenExpiredError } from '@nestjs/jwt';
import { createSecretKey, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { CONFIG, type Config } from '../platform/config/config.js';
import { ProblemError } from '../platform/problems/problem-error.js';
import { tokenExpired } from '../platform/problems/session-ended.js';
import type { User } from '../users/user.entity.js';

const AUDIENCE = 'smart-hub';
const TYPE = 'access';
/** The longest token that is verified, in characters. The tokens of this server are a tenth as long. */
const MAX_LENGTH = 4096;

const Claims = z.object({
  sub: z.uuid(),
  exp: z.number(),
  typ: z.literal(TYPE),
  /**
   * The token generation of the account. It decides whether a token without a session is still valid. Tokens of some
   * earlier releases have no generation.
   */
  gen: z.int().min(0).default(0),
  /** The id of the session. Tokens of the previous release have none; the next release will require it. */
  sid: z.uuid().optional(),
});

interface Token {
  readonly userId: string;
  /**
   * Null for a token of the previous release. Such a token is valid while the account still has the generation in the
   * token.
   */
  readonly sessionId: string | null;
  readonly generation: number;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/**
 * Signs and verifies access tokens: JWTs with HS256, an expiry, an audience and a type. Tokens signed with a previous
 * secret are accepted until they expire.
 */
@Injectable()
export class AccessTokens {
  private readonly signer: JwtService;
  /** One verifier for the current secret, then one for each previous secret. */
  private readonly verifiers: readonly JwtService[];

  constructor(@Inject(CONFIG) private readonly config: Config) {
    this.signer = jwtServiceFor(config.JWT_SECRET!);
    this.verifiers = [this.signer, ...config.JWT_SECRET_PREVIOUS.map(jwtServiceFor)];
  }

  sign(
    { id, tokenGeneration }: Pick<User, 'id' | 'tokenGeneration'>,
    sessionId: string,
  ): { token: string; expiresAt: Date } {
    const expiresAt = Math.floor(Date.now() / 1000) + this.config.JWT_EXPIRES_IN;
    const claims = {
      sub: id,
      sid: sessionId,
      gen: tokenGeneration,
      exp: expiresAt,
      aud: AUDIENCE,
      typ: TYPE,
      jti: randomUUID(),
    };
    return { token: this.signer.sign(claims), expiresAt: new Date(expiresAt * 1000) };
  }

  /** @throws ProblemError `auth.token_missing`, `auth.token_expired` or `auth.token_invalid` */
  verify(token: string | undefined): Token {
    if (token === undefined) throw new ProblemError('auth.token_missing', 'A token is required: log in first.');
    try {
      if (token.length > MAX_LENGTH) throw new RangeError('The token is too long.');
      const claims = Claims.parse(this.verified(token));
      refuseCriticalExtensions(token);
      return {
        userId: claims.sub,
        sessionId: claims.sid ?? null,
        generation: claims.gen,
        expiresAt: claims.exp * 1000,
      };
    } catch (error) {
      if (error instanceof TokenExpiredError) throw tokenExpired();
      throw new ProblemError('auth.token_invalid', 'The token is not valid: log in again.');
    }
  }

  private verified(token: string): unknown {
    let refusal: unknown;
    for (const jwt of this.verifiers)
      try {
        // The algorithm is fixed here, because the algorithm that the header of the token names is not trusted.
        return jwt.verify(token, { algorithms: ['HS256'], audience: AUDIENCE });
      } catch (error) {
        if (!isSignatureInvalid(error)) throw error;
        refusal = error;
      }
    throw refusal;
  }
}

function jwtServiceFor(secret: string): JwtService {
  // The secret is passed as a key object, because jsonwebtoken would try to parse a text as a public key for every
  // token.
  const key = createSecretKey(Buffer.from(secret));
  return new JwtService({ secretOrKeyProvider: () => key, signOptions: { algorithm: 'HS256' } });
}

function isSignatureInvalid(error: unknown): boolean {
  return error instanceof JsonWebTokenError && error.message === 'invalid signature';
}

/**
 * Rejects a token whose header has critical extensions (RFC 7515, section 4.1.11): this server supports none, and
 * jsonwebtoken does not check them.
 *
 * @param token a valid token
 */
function refuseCriticalExtensions(token: string): void {
  const header = JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString()) as object;
  if ('crit' in header) throw new TypeError('The header of the token has critical extensions.');
}
