import { Inject, Injectable } from '@nestjs/common';
import type { Login } from '@smart-hub/contract/auth';
import type { CookieOptions, Request } from 'express';
import { CONFIG, type Config } from '../platform/config/config.js';
import { ProblemError } from '../platform/problems/problem-error.js';
import { isAllowedOrigin } from '../realtime/origin.js';

/**
 * Browsers accept the prefix `__Host-` only over HTTPS, with `Secure` and from this host: neither an attacker on the
 * network nor a subdomain can set the cookie.
 */
const SECURE = { name: '__Host-hub_refresh', path: '/' };
const PLAIN = { name: 'hub_refresh', path: '/api/auth' };

/** Reads and writes the cookie in which the page stores its refresh token. No script can read it. */
@Injectable()
export class RefreshCookies {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /**
   * Returns the refresh token in the cookie of a request.
   *
   * @throws ProblemError `auth.origin_refused` when a page of another origin sends the request
   */
  read(request: Request): string | undefined {
    if (!isAllowedOrigin({ headers: request.headers, secure: request.secure }, this.config))
      throw new ProblemError('auth.origin_refused', 'Only pages of this server can use the refresh cookie.');
    const { name } = this.optionsFor(request);
    return new RegExp(`(?:^|; *)${name}=([\\w-]+)(?:;|$)`).exec(request.headers.cookie ?? '')?.[1];
  }

  /**
   * Moves the refresh token of a login from the response body to the cookie.
   *
   * @returns the response body, without the token: scripts must not see it
   */
  moveTokenToCookie(request: Request, { refresh_token: token, ...login }: Login): Login {
    const { name, ...options } = this.optionsFor(request);
    if (token !== undefined)
      request.res!.cookie(name, token, { ...options, maxAge: this.config.SESSION_LIFETIME * 1000 });
    return login;
  }

  clear(request: Request): void {
    const { name, ...options } = this.optionsFor(request);
    request.res!.clearCookie(name, options);
  }

  private optionsFor(request: Request): { readonly name: string } & CookieOptions {
    const secure = request.secure || this.isFromSecurePage(request);
    return { ...(secure ? SECURE : PLAIN), secure, httpOnly: true, sameSite: 'strict' };
  }

  /** Detects HTTPS behind an untrusted proxy that terminates TLS, by the `Origin` header of the page. */
  private isFromSecurePage({ headers: { origin } }: Request): boolean {
    return this.config.TRUST_PROXY === 0 && origin?.startsWith('https://') === true;
  }
}
