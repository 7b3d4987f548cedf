import { Injectable } from '@nestjs/common';
import type { Pool, QueryResultRow } from 'pg';
import { DataSource } from 'typeorm';
import type { PlannedDataSource } from './planned-data-source.js';

/** A transaction that is left open by a node that stalls would hold its locks against all the others. */
const BEGIN = `begin; set local idle_in_transaction_session_timeout = '5s'`;

/** Runs one statement. Parameters are `$1`, `$2`, ... */
export type Rows = <Row extends QueryResultRow>(text: string, values?: readonly unknown[]) => Promise<Row[]>;

/**
 * Hand-written SQL, over TypeORM's own pool and that for named statements.
 *
 * `DataSource.query` would do, but it cannot name a statement (PostgreSQL then plans it at every call), and what it
 * returns depends on the kind of statement.
 */
@Injectable()
export class Sql {
  private readonly pool: Pool;
  private readonly planned: Pool;

  constructor(dataSource: DataSource) {
    this.pool = (dataSource.driver as unknown as { master: Pool }).master;
    this.planned = (dataSource as PlannedDataSource).planned;
  }

  /** Runs one statement; its own transaction. Parameters are `$1`, `$2`, ... */
  async rows<Row extends QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.pool.query<Row>(text, [...values])).rows;
  }

  /** The same for a hot statement: planned once per connection, under a name that is its own. */
  async prepared<Row extends QueryResultRow>(name: string, text: string, values: readonly unknown[]): Promise<Row[]> {
    return (await this.planned.query<Row>({ name, text, values: [...values] })).rows;
  }
  /**
   * Runs several statements in one transaction, for what cannot be one: each sees what was committed before it began,
   * also while an earlier one waited for a lock.
   */
  async transaction<T>(work: (rows: Rows) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    // Between two statements nobody else hears that the connection has ended; unheard, it would end the process.
    const ignore = () => undefined;
    client.on('error', ignore);
    let failed = true;
    try {
      await client.query(BEGIN);
      const result = await work(async (text, values = []) => (await client.query(text, [...values])).rows);
      await client.query('commit');
      failed = false;
      return result;
    } finally {
      client.off('error', ignore);
      // After a failure it is not known what state it is in: its end takes the transaction back.
      client.release(failed);
    }
  }
}
