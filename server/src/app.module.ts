import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import { LoggerModule } from 'nestjs-pino';
import type { DestinationStream } from 'pino';
import type { DataSource } from 'typeorm';
import { AdministrationModule } from './administration/administration.module.js';
import { AuthModule } from './auth/auth.module.js';
import { AuthenticationService } from './auth/authentication.service.js';
import { EmailModule } from './email/email.module.js';
import { InboxModule } from './inbox/inbox.module.js';
import { PlatformModule } from './platform/platform.module.js';
import { CONFIG, type Config } from './platform/config/config.js';
import { Counters } from './platform/health/counters.js';
import { HealthController } from './platform/health/health.controller.js';
import { HealthService } from './platform/health/health.service.js';
import { IdentityGuard } from './platform/http/identity.js';
import { OpenResponses } from './platform/http/open-responses.js';
import { ResponseInterceptor } from './platform/http/page.js';
import { RequestsInFlight, RequestsInFlightGuard } from './platform/http/requests-in-flight.js';
import { RequestThrottlerGuard, throttlerOptions } from './platform/http/throttling.js';
import { UnknownRequests } from './platform/http/unknown-requests.js';
import { loggingOptions } from './platform/logging/logging.js';
import { Redis } from './platform/redis/redis.js';
import { ProblemFilter } from './platform/problems/problem.filter.js';
import { ValidationPipe } from './platform/http/validation.pipe.js';
import { PresenceModule, type Lease } from './presence/presence.module.js';
import { RealtimeModule } from './realtime/realtime.module.js';
import { SessionsModule } from './sessions/sessions.module.js';
import { UsersModule } from './users/users.module.js';

/** Settings that tests override. */
export interface AppOverrides {
  /** How often a node renews its lease and checks the leases of the other nodes of the database. */
  readonly lease?: Lease | undefined;
  /** Where log lines are written; standard output by default. */
  readonly log?: DestinationStream | undefined;
}

@Module({})
export class AppModule {
  /** Returns the module of the whole application, for an open database. */
  static with(config: Config, dataSource: DataSource, { lease, log }: AppOverrides = {}): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.with(config, dataSource),
        LoggerModule.forRootAsync({
          inject: [CONFIG, Counters],
          useFactory: (...parts: [Config, Counters]) => loggingOptions(...parts, log),
        }),
        ThrottlerModule.forRootAsync({ inject: [CONFIG, Redis], useFactory: throttlerOptions }),
        RealtimeModule.forRoot({
          imports: [AuthModule],
          inject: [AuthenticationService],
          useFactory: (authentication: AuthenticationService) => authentication,
        }),
        AuthModule,
        UsersModule,
        SessionsModule,
        EmailModule,
        PresenceModule.with(lease),
        InboxModule,
        AdministrationModule,
      ],
      controllers: [HealthController],
      providers: [
        HealthService,
        { provide: APP_PIPE, useClass: ValidationPipe },
        UnknownRequests,
        ProblemFilter,
        { provide: APP_FILTER, useExisting: ProblemFilter },
        { provide: APP_INTERCEPTOR, useClass: ResponseInterceptor },
        OpenResponses,
        RequestsInFlight,
        { provide: APP_GUARD, useClass: RequestsInFlightGuard },
        // The throttler comes before the identity guard, so that an unauthenticated request is counted before it is
        // refused.
        { provide: APP_GUARD, useClass: RequestThrottlerGuard },
        { provide: APP_GUARD, useClass: IdentityGuard },
      ],
    };
  }
}
