import { Module, type MiddlewareConsumer, type NestModule } from '@nestjs/common';
import { InvitationsModule } from '../invitations/invitations.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { UsersModule } from '../users/users.module.js';
import { AccessTokens } from './access-tokens.js';
import { AccountPasswordService } from './account-password.service.js';
import { AuthController } from './auth.controller.js';
import { AuthService } from './auth.service.js';
import { AuthenticationService } from './authentication.service.js';
import { CredentialsStore } from './credentials.store.js';
import { IdentityMiddleware } from './identity.middleware.js';
import { LoginDelay } from './login-delay.js';
import { LoginDelayStore } from './login-delay.store.js';
import { LoginSessions } from './login-sessions.js';
import { PasswordChangeService } from './password-change.service.js';
import { PasswordHasher } from './password-hasher.js';
import { RefreshCookies } from './refresh-cookies.js';

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
    LoginSessions,
    PasswordChangeService,
    PasswordHasher,
    RefreshCookies,
    AccessTokens,
  ],
  exports: [AccountPasswordService, AuthService, AuthenticationService],
})
export class AuthModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(IdentityMiddleware).forRoutes('*path');
  }
}
