import { Pool } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';

/** How many connections run hot statements: the lanes of sends, receipts, and what reads meanwhile. */
const POOL_SIZE = 8;

/**
 * TypeORM's data source, with a pool of its own for named statements, each of which is planned once per connection.
 *
 * Left to itself PostgreSQL plans a named statement at every call for as long as that promises a cheaper plan. For the
 * statement that stores messages it does so for ever while groups are small: 8 ms of planning for 1 ms of work. The
 * other pool keeps the default, since what people search for decides how to search.
 */
export class PlannedDataSource extends DataSource {
  readonly planned: Pool;

  constructor(options: Extract<DataSourceOptions, { type: 'postgres' }>) {
    super(options);
    const { host, port, username, password, database, ssl, connectTimeoutMS, applicationName } = options;
    this.planned = new Pool({
      host,
      port,
      user: username,
      password,
      database,
      ssl: ssl as never,
      connectionTimeoutMillis: connectTimeoutMS,
      application_name: applicationName,
      options: '-c plan_cache_mode=force_generic_plan',
      max: POOL_SIZE,
    });
    // An idle connection that ends is replaced when one is needed; unheard, it would end the process.
    this.planned.on('error', () => undefined);
  }

  override async destroy(): Promise<void> {
    await this.planned.end();
    await super.destroy();
  }
}
