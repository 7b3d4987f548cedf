import { Global, Module, type DynamicModule } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from './config/config.js';
import { Sql } from './database/sql.js';
import { Counters } from './health/counters.js';
import { RefusalDelay } from './http/refusal-delay.js';
import { Redis } from './redis/redis.js';

/**
 * Provides every feature with the configuration, the database, the Redis that the nodes share, the counters and the
 * delay of refusals.
 */
@Global()
@Module({})
export class PlatformModule {
  static with(config: Config, dataSource: DataSource): DynamicModule {
    return {
      module: PlatformModule,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: DataSource, useValue: dataSource },
        Sql,
        Redis,
        Counters,
        RefusalDelay,
      ],
      exports: [CONFIG, DataSource, Sql, Redis, Counters, RefusalDelay],
    };
  }
}
