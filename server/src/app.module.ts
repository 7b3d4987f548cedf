import { Module, StandardSchemaValidationPipe, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import { LoggerModule } from 'nestjs-pino';
import type { DataSource } from 'typeorm';
import type { z } from 'zod';
import { AuthModule } from './auth/auth.module.js';
import { AuthService } from './auth/auth.service.js';
import { InboxModule } from './inbox/inbox.module.js';
import { PlatformModule } from './platform/platform.module.js';
import { CONFIG, type Config } from './platform/config/config.js';
import { HealthController } from './platform/health/health.controller.js';
import { HealthService } from './platform/health/health.service.js';
import { IdentityGuard } from './platform/http/identity.js';
import { AnswerInterceptor } from './platform/http/page.js';
import { RootController } from './platform/http/root.controller.js';
import { RequestThrottlerGuard, throttlerOptions } from './platform/http/throttling.js';
import { loggingOptions } from './platform/logging/logging.js';
import { Redis } from './platform/redis/redis.js';
import { ProblemFilter } from './platform/problems/problem.filter.js';
import { invalid } from './platform/problems/validation.js';
import { PresenceModule, type Lease } from './presence/presence.module.js';
import { RealtimeModule } from './realtime/realtime.module.js';
import { UsersModule } from './users/users.module.js';

class ValidationPipe extends StandardSchemaValidationPipe {
  /** Nest would take `__proto__` and `constructor` out, unsaid. The schemas refuse them like any field that is not known. */
  protected override stripProtoKeys(): void {}
}

const validation = new ValidationPipe({
  exceptionFactory: (issues) => invalid(issues as z.core.$ZodIssue[]),
});

@Module({})
export class AppModule {
  /** The whole application, over an open database. */
  static with(config: Config, dataSource: DataSource, lease?: Lease): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.with(config, dataSource),
        LoggerModule.forRoot(loggingOptions(config)),
        ThrottlerModule.forRootAsync({ inject: [CONFIG, Redis], useFactory: throttlerOptions }),
        RealtimeModule.forRoot({
          imports: [AuthModule],
          inject: [AuthService],
          useFactory: (auth: AuthService) => auth.authenticateHandshake.bind(auth),
        }),
        AuthModule,
        UsersModule,
        PresenceModule.with(lease),
        InboxModule,
      ],
      controllers: [RootController, HealthController],
      providers: [
        HealthService,
        { provide: APP_PIPE, useValue: validation },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_INTERCEPTOR, useClass: AnswerInterceptor },
        // In this order: a stranger's request counts before it is refused.
        { provide: APP_GUARD, useClass: RequestThrottlerGuard },
        { provide: APP_GUARD, useClass: IdentityGuard },
      ],
    };
  }
}
