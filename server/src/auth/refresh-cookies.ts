import { Inject, Injectable } from '@nestjs/common';
import type { Login } from '@smart-hub/contract/auth';
import type { CookieOptions, Request } from 'express';
import { CONFIG, type Config } from '../platform/config/config.js';
import { ProblemError } from '../platform/problems/problem-error.js';
import { isAllowedOrigin } from '../realtime/origin.js';

/** Over HTTPS browsers take the prefix from this host alone, and with `Secure`: nobody on the network, nor on a subdomain, can set it. */
const SECURE = { name: '__Host-hub_refresh', path: '/' };
const PLAIN = { name: 'hub_refresh', path: '/api/auth' };

/** Where the page keeps its refresh token: in a cookie, which no script can read. */
@Injectable()
export class RefreshCookies {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /**
   * The refresh token in the cookie of a request.
   *
   * @throws ProblemError `auth.origin_refused` when a page of another origin sends it
   */
  read(request: Request): string | undefined {
    if (!isAllowedOrigin({ headers: request.headers, secure: request.secure }, this.config))
      throw new ProblemError('auth.origin_refused', 'The cookie is only for pages of this server.');
    const { name } = this.kindOf(request);
    return new RegExp(`(?:^|; *)${name}=([\\w-]+)(?:;|$)`).exec(request.headers.cookie ?? '')?.[1];
  }

  /** Sets the cookie of the request's answer. @returns what else is answered: a script never sees the refresh token */
  keep(request: Request, { refresh_token: token, ...login }: Login): Login {
    const { name, ...options } = this.kindOf(request);
    if (token !== undefined)
      request.res!.cookie(name, token, { ...options, maxAge: this.config.SESSION_LIFETIME * 1000 });
    return login;
  }

  clear(request: Request): void {
    const { name, ...options } = this.kindOf(request);
    request.res!.clearCookie(name, options);
  }

  private kindOf(request: Request): { readonly name: string } & CookieOptions {
    const secure = request.secure || this.isOfSecurePage(request);
    return { ...(secure ? SECURE : PLAIN), secure, httpOnly: true, sameSite: 'strict' };
  }

  /** Behind a proxy that ends TLS and is not trusted, the page itself says how it was loaded. */
  private isOfSecurePage({ headers: { origin } }: Request): boolean {
    return this.config.TRUST_PROXY === 0 && origin?.startsWith('https://') === true;
  }
}
