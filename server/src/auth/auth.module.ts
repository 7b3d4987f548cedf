import { Module, type MiddlewareConsumer, type NestModule } from '@nestjs/common';
import { InvitationsModule } from '../invitations/invitations.module.js';
import { UsersModule } from '../users/users.module.js';
import { AuthController } from './auth.controller.js';
import { AuthService } from './auth.service.js';
import { IdentityMiddleware } from './identity.middleware.js';
import { LoginDelay } from './login-delay.js';
import { LoginDelayStore } from './login-delay.store.js';
import { Passwords } from './passwords.js';
import { Tokens } from './tokens.js';

@Module({
  imports: [UsersModule, InvitationsModule],
  controllers: [AuthController],
  providers: [AuthService, LoginDelay, LoginDelayStore, Passwords, Tokens],
  exports: [AuthService],
})
export class AuthModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(IdentityMiddleware).forRoutes('*path');
  }
}
