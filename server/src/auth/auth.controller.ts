import { Body, Controller } from '@nestjs/common';
import { authRoutes, Credentials, type Registration } from '@smart-hub/contract/auth';
import { Attempts } from '../platform/http/attempts.js';
import { CurrentClient, type Client } from '../platform/http/client.js';
import { Implements } from '../platform/http/implements.decorator.js';
import { AuthService } from './auth.service.js';
import { NewAccount } from './new-account.js';

@Controller()
export class AuthController {
  constructor(private readonly auth: AuthService) {}

  @Attempts()
  @Implements(authRoutes.register)
  register(@Body({ schema: NewAccount }) registration: Registration, @CurrentClient() client: Client) {
    return this.auth.register(registration, client);
  }

  @Attempts()
  @Implements(authRoutes.login)
  login(@Body({ schema: Credentials }) credentials: Credentials, @CurrentClient() client: Client) {
    return this.auth.login(credentials, client);
  }
}
