import { Global, Module, type DynamicModule } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from './config/config.js';
import { Sql } from './database/sql.js';
import { Redis } from './redis/redis.js';

/** What every feature may ask for: the configuration, the database, and the Redis of several nodes. */
@Global()
@Module({})
export class PlatformModule {
  static with(config: Config, dataSource: DataSource): DynamicModule {
    return {
      module: PlatformModule,
      providers: [{ provide: CONFIG, useValue: config }, { provide: DataSource, useValue: dataSource }, Sql, Redis],
      exports: [CONFIG, DataSource, Sql, Redis],
    };
  }
}
