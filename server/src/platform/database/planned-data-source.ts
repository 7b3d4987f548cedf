import { Pool } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';

/** How many connections run hot statements: the lanes of sends, receipts, and what reads meanwhile. */
const POOL_SIZE = 8;

/**
 * How hot statements are planned: once, and to look few rows up by their keys.
 *
 * Left to itself PostgreSQL plans a named statement at every call for as long as that promises a cheaper plan. For the
 * statement that stores messages it does so for ever while groups are small: 8 ms of planning for 1 ms of work. And it reads
 * small tables whole, to hash them, with a plan that is kept while they grow: a message alone takes 0.73 ms without
 * that, and 0.88 with it, of two hundred users.
 *
 * @public to the bench, whose ceiling runs the same statement
 */
export const HOT_PLANS =
  '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off';

/**
 * TypeORM's data source, with a pool of its own for named statements. The other pool keeps PostgreSQL's defaults, since
 * what people search for decides how to search.
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
      options: HOT_PLANS,
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
