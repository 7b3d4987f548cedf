import { Module, type MiddlewareConsumer, type NestModule } from '@nestjs/common';
import { InvitationsModule } from '../invitations/invitations.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { UsersModule } from '../users/users.module.js';
import { AccountPasswordService } from './account-password.service.js';
import { AuthController } from './auth.controller.js';
import { AuthService } from './auth.service.js';
import { AuthenticationService } from './authentication.service.js';
import { CredentialsStore } from './credentials.store.js';
import { IdentityMiddleware } from './identity.middleware.js';
import { LoginDelay } from './login-delay.js';
import { LoginDelayStore } from './login-delay.store.js';
import { Logins } from './logins.js';
import { PasswordChanges } from './password-changes.js';
import { Passwords } from './passwords.js';
import { RefreshCookies } from './refresh-cookies.js';
import { Tokens } from './tokens.js';

@Module({
  imports: [UsersModule, InvitationsModule, SessionsModule],
  controllers: [AuthController],
  providers: [
    AuthService,
    AccountPasswordService,
    AuthenticationService,
    CredentialsStore,
    LoginDelay,
    LoginDelayStore,
    Logins,
    PasswordChanges,
    Passwords,
    RefreshCookies,
    Tokens,
  ],
  exports: [AccountPasswordService, AuthService, AuthenticationService],
})
export class AuthModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(IdentityMiddleware).forRoutes('*path');
  }
}
