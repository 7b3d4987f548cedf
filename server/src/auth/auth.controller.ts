import { Body, Controller, Req } from '@nestjs/common';
import {
  authRoutes,
  Credentials,
  PresentedRefreshToken,
  type Login,
  type PasswordChange,
  type Registration,
} from '@smart-hub/contract/auth';
import type { Request } from 'express';
import { LimitFailedAttempts } from '../platform/http/attempts.js';
import { CurrentActor, CurrentSessionId, type Actor } from '../platform/http/identity.js';
import { Implements } from '../platform/http/implements.decorator.js';
import { CurrentDevice, type Device } from '../platform/http/device.js';
import { RefreshCookies } from './refresh-cookies.js';
import { AuthService } from './auth.service.js';
import { LoginSessions } from './login-sessions.js';
import { PasswordChangeService } from './password-change.service.js';
import { CheckedPasswordChange, CheckedRegistration } from './password-policy.js';

/**
 * How many token renewals of an address may succeed for each one that may fail. The number is high, because a whole
 * office behind one address reconnects at the same moment.
 */
const RENEWALS_PER_FAILURE = 100;

/** The body is optional: a client with the token in the cookie needs none. */
const RefreshTokenBody = PresentedRefreshToken.prefault({});

@Controller()
export class AuthController {
  constructor(
    private readonly auth: AuthService,
    private readonly logins: LoginSessions,
    private readonly passwordChanges: PasswordChangeService,
    private readonly cookies: RefreshCookies,
  ) {}

  @LimitFailedAttempts()
  @Implements(authRoutes.register)
  async register(
    @Body({ schema: CheckedRegistration }) registration: Registration,
    @CurrentDevice() device: Device,
    @Req() request: Request,
  ) {
    if (registration.refresh !== 'cookie') return this.auth.register(registration, device);
    return this.logInWithCookie(request, () => this.auth.register(registration, device));
  }

  @LimitFailedAttempts()
  @Implements(authRoutes.login)
  async login(
    @Body({ schema: Credentials }) credentials: Credentials,
    @CurrentDevice() device: Device,
    @Req() request: Request,
  ) {
    if (credentials.refresh !== 'cookie') return this.auth.login(credentials, device);
    return this.logInWithCookie(request, () => this.auth.login(credentials, device));
  }

  @LimitFailedAttempts(RENEWALS_PER_FAILURE)
  @Implements(authRoutes.refresh)
  async refresh(
    @Body({ schema: RefreshTokenBody }) body: PresentedRefreshToken,
    @CurrentDevice() device: Device,
    @Req() request: Request,
  ) {
    if (body.refresh_token !== undefined) return this.logins.renew(body.refresh_token, device);
    return this.cookies.moveTokenToCookie(request, await this.logins.renew(this.cookies.read(request), device));
  }

  @Implements(authRoutes.logout)
  async logout(
    @Body({ schema: RefreshTokenBody }) body: PresentedRefreshToken,
    @CurrentDevice() { client }: Device,
    @Req() request: Request,
  ) {
    const refreshToken = body.refresh_token ?? this.cookies.read(request);
    await this.logins.end({ refreshToken, identity: request.identity }, client);
    this.cookies.clear(request);
    return {};
  }

  @Implements(authRoutes.changePassword)
  changePassword(
    @CurrentActor() actor: Actor,
    @CurrentSessionId() sessionId: string | undefined,
    @Body({ schema: CheckedPasswordChange }) change: PasswordChange,
    @CurrentDevice() device: Device,
  ) {
    return this.passwordChanges.change(actor, sessionId, change, device);
  }

  /**
   * Logs in, stores the refresh token in the cookie, and ends the session of the token that was in the cookie before.
   */
  private async logInWithCookie(request: Request, logIn: () => Promise<Login>): Promise<Login> {
    const replaced = this.cookies.read(request);
    const login = await logIn();
    if (replaced !== undefined) await this.logins.endReplaced(replaced);
    return this.cookies.moveTokenToCookie(request, login);
  }
}
