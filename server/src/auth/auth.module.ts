import { Module, type MiddlewareConsumer, type NestModule } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { createSecretKey } from 'node:crypto';
import { CONFIG, type Config } from '../platform/config/config.js';
import { UsersModule } from '../users/users.module.js';
import { AuthController } from './auth.controller.js';
import { AuthService } from './auth.service.js';
import { IdentityMiddleware } from './identity.middleware.js';
import { Passwords } from './passwords.js';
import { Tokens } from './tokens.js';

@Module({
  imports: [
    UsersModule,
    JwtModule.registerAsync({
      inject: [CONFIG],
      useFactory: (config: Config) => {
        // Given a text, jsonwebtoken tries at every token whether it is a public key.
        const key = createSecretKey(Buffer.from(config.JWT_SECRET!));
        return { secretOrKeyProvider: () => key, signOptions: { algorithm: 'HS256' } };
      },
    }),
  ],
  controllers: [AuthController],
  providers: [AuthService, Passwords, Tokens],
  exports: [AuthService],
})
export class AuthModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(IdentityMiddleware).forRoutes('*path');
  }
}
