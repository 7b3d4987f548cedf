import { Body, Controller, Req } from '@nestjs/common';
import {
  authRoutes,
  Credentials,
  HeldRefreshToken,
  type Login,
  type PasswordChange,
  type Registration,
} from '@smart-hub/contract/auth';
import type { Request } from 'express';
import { Attempts } from '../platform/http/attempts.js';
import { CurrentActor, CurrentSessionId, type Actor } from '../platform/http/identity.js';
import { Implements } from '../platform/http/implements.decorator.js';
import { CurrentDevice, type Device } from '../platform/http/device.js';
import { RefreshCookies } from './refresh-cookies.js';
import { AuthService } from './auth.service.js';
import { Logins } from './logins.js';
import { NewAccount, NewPasswordChange } from './new-account.js';
import { PasswordChanges } from './password-changes.js';

/** How many renewals of one address are taken for each that may fail: a whole office comes back at the same moment. */
const RENEWALS_PER_FAILURE = 100;

/** A client whose token is in the cookie needs no body. */
const Held = HeldRefreshToken.prefault({});

@Controller()
export class AuthController {
  constructor(
    private readonly auth: AuthService,
    private readonly logins: Logins,
    private readonly passwords: PasswordChanges,
    private readonly cookies: RefreshCookies,
  ) {}

  @Attempts()
  @Implements(authRoutes.register)
  async register(
    @Body({ schema: NewAccount }) registration: Registration,
    @CurrentDevice() device: Device,
    @Req() request: Request,
  ) {
    if (registration.refresh !== 'cookie') return this.auth.register(registration, device);
    return this.keep(request, () => this.auth.register(registration, device));
  }

  @Attempts()
  @Implements(authRoutes.login)
  async login(
    @Body({ schema: Credentials }) credentials: Credentials,
    @CurrentDevice() device: Device,
    @Req() request: Request,
  ) {
    if (credentials.refresh !== 'cookie') return this.auth.login(credentials, device);
    return this.keep(request, () => this.auth.login(credentials, device));
  }

  @Attempts(RENEWALS_PER_FAILURE)
  @Implements(authRoutes.refresh)
  async refresh(
    @Body({ schema: Held }) held: HeldRefreshToken,
    @CurrentDevice() device: Device,
    @Req() request: Request,
  ) {
    if (held.refresh_token !== undefined) return this.logins.renew(held.refresh_token, device);
    return this.cookies.keep(request, await this.logins.renew(this.cookies.read(request), device));
  }

  @Implements(authRoutes.logout)
  async logout(
    @Body({ schema: Held }) held: HeldRefreshToken,
    @CurrentDevice() { client }: Device,
    @Req() request: Request,
  ) {
    const refreshToken = held.refresh_token ?? this.cookies.read(request);
    await this.logins.end({ refreshToken, identity: request.identity }, client);
    this.cookies.clear(request);
    return {};
  }

  @Implements(authRoutes.changePassword)
  changePassword(
    @CurrentActor() actor: Actor,
    @CurrentSessionId() sessionId: string | undefined,
    @Body({ schema: NewPasswordChange }) change: PasswordChange,
    @CurrentDevice() device: Device,
  ) {
    return this.passwords.change(actor, sessionId, change, device);
  }

  /** Sets the cookie of a login, and ends the session whose refresh token it replaces. */
  private async keep(request: Request, logIn: () => Promise<Login>): Promise<Login> {
    const replaced = this.cookies.read(request);
    const login = await logIn();
    if (replaced !== undefined) await this.logins.endReplaced(replaced);
    return this.cookies.keep(request, login);
  }
}
