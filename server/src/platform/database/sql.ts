import { Injectable } from '@nestjs/common';
import type { PoolClient, QueryConfig, QueryResultRow } from 'pg';
import { DataSource } from 'typeorm';
import { isTimedOut, hasUnknownOutcome, refusalState, STALE_PLAN } from './connection-failure.js';
import { poolNames, type PooledDataSource, type PoolName } from './pooled-data-source.js';

/** How long a check of the pools, and each of its statements, may take, in milliseconds. */
const CHECK_LIMIT_MS = { all: 2000, statement: 1500 };
/** How long PostgreSQL may take to end a backend, in milliseconds. */
const TERMINATE_LIMIT_MS = 1000;

/**
 * Terminates the backend with the pid `$1`, if it belongs to this application, and started before the statement failed,
 * which was `$2` ms ago: after a failover, a newer backend may have the same pid.
 */
const TERMINATE = `
  select pg_terminate_backend(pid, ${TERMINATE_LIMIT_MS}) as ended from pg_stat_activity
   where pid = $1 and pid <> pg_backend_pid() and datname = current_database() and usename = current_user
     and application_name = current_setting('application_name')
     and backend_start < clock_timestamp() - $2 * interval '1 millisecond'`;

/** Runs one statement. Parameters are `$1`, `$2`, ... */
export type Rows = <Row extends QueryResultRow>(text: string, values?: readonly unknown[]) => Promise<Row[]>;

/**
 * Hand-written SQL, over the pools of the {@link PooledDataSource}.
 *
 * Replaces `DataSource.query`, which cannot name a statement, so that PostgreSQL would plan it at every call, and whose
 * return value depends on the kind of statement.
 *
 * Invariants: every statement ends, with a result or an error, within the limits of its pool. A connection that did not
 * respond is never used again, nor are the connections that were idle at that time. A concurrent migration breaks no
 * statement: a statement that was prepared before the migration is prepared again on a new connection.
 */
@Injectable()
export class Sql {
  private readonly source: PooledDataSource;
  /**
   * The statements whose outcome is unknown, by their error: the backend that did not respond, and when the statement
   * failed (by `performance.now()`).
   */
  private readonly unknownOutcomes = new WeakMap<
    object,
    { readonly backend: number | null; readonly failedAt: number }
  >();

  constructor(dataSource: DataSource) {
    this.source = dataSource as PooledDataSource;
  }

  /** Runs one statement in its own transaction. Parameters are `$1`, `$2`, ... */
  rows<Row extends QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.run<Row>('general', { text, values: [...values] });
  }

  /**
   * Like {@link rows}, for an idempotent statement: if its outcome is unknown, it is run again on another connection.
   */
  idempotent<Row extends QueryResultRow>(text: string, values: readonly unknown[]): Promise<Row[]> {
    return this.runIdempotent<Row>('general', text, values);
  }

  /** Like {@link rows}, for a hot read: prepared once per connection under a unique name. */
  prepared<Row extends QueryResultRow>(name: string, text: string, values: readonly unknown[]): Promise<Row[]> {
    return this.run<Row>('read', { name, text, values: [...values] });
  }

  /**
   * Like {@link prepared}, for a send or a receipt. Waits only briefly for locked rows, then fails with SQLSTATE
   * {@link LOCK_NOT_AVAILABLE}. If no response comes, the statement may still be executed later: see {@link terminate}.
   */
  write<Row extends QueryResultRow>(name: string, text: string, values: readonly unknown[]): Promise<Row[]> {
    return this.run<Row>('write', { name, text, values: [...values] });
  }

  /** Like {@link idempotent}, with shorter limits, on the pool for control statements. */
  urgent<Row extends QueryResultRow>(text: string, values: readonly unknown[]): Promise<Row[]> {
    return this.runIdempotent<Row>('control', text, values);
  }

  /**
   * Runs several statements in one transaction, where one statement is not enough: each statement sees what was
   * committed before it began, including what was committed while an earlier statement of the transaction waited for a
   * lock.
   */
  transaction<T>(work: (rows: Rows) => Promise<T>): Promise<T> {
    const inTransaction = async (client: PoolClient) => {
      await this.source.begin('general', client);
      const result = await work(async (text, values = []) => (await client.query(text, [...values])).rows);
      await client.query('commit');
      return result;
    };
    // After a failure the state of the connection is not known. The connection is closed, which rolls the transaction
    // back.
    return this.withConnection('general', inTransaction, () => false);
  }

  /**
   * Like {@link transaction}, for idempotent statements: if the outcome of one of them, or of the commit, is unknown,
   * all are run again on another connection. The second attempt sees the changes of the first one, or the first one is
   * rolled back. Once it has waited for a row lock of the first attempt, that attempt can no longer change the row.
   * PostgreSQL releases the locks of an abandoned transaction within 5 s.
   */
  idempotentTransaction<T>(work: (rows: Rows) => Promise<T>): Promise<T> {
    return retryOnUnknownOutcome(() => this.transaction(work));
  }

  /** Whether a failed statement was sent to PostgreSQL. It was not if no connection could be opened. */
  wasSent(failure: unknown): boolean {
    return this.unknownOutcomes.has(failure as object);
  }

  /**
   * Makes sure that a statement with an unknown outcome is over: it changes nothing from now on, even if it reaches
   * PostgreSQL only later.
   *
   * @param failure the error with which {@link write} failed
   * @throws Error when PostgreSQL cannot be reached, or the statement is still running; behind a pooler, also while the
   *   statement may still reach PostgreSQL
   */
  async terminate(failure: unknown): Promise<void> {
    if (this.source.pooling) return this.source.pooling.terminate(failure, (text, values) => this.urgent(text, values));
    const { backend, failedAt } = this.unknownOutcomes.get(failure as object) ?? {
      backend: null,
      failedAt: performance.now(),
    };
    const rows = await this.urgent<{ ended: boolean }>(TERMINATE, [backend, performance.now() - failedAt]);
    if (rows.some(({ ended }) => !ended)) throw new Error('The statement is still running.');
  }

  /** Checks that every pool can run a statement. @throws the error of the first pool that cannot, within two seconds */
  async check(): Promise<void> {
    const timeout = Promise.withResolvers<never>();
    const timer = setTimeout(() => timeout.reject(new Error('no response in time')), CHECK_LIMIT_MS.all);
    const checks = poolNames.map((pool) =>
      this.run(pool, { text: 'select 1', query_timeout: CHECK_LIMIT_MS.statement } as QueryConfig),
    );
    await Promise.race([Promise.all(checks), timeout.promise]).finally(() => clearTimeout(timer));
  }

  private runIdempotent<Row extends QueryResultRow>(
    pool: PoolName,
    text: string,
    values: readonly unknown[],
  ): Promise<Row[]> {
    return retryOnUnknownOutcome(() => this.run<Row>(pool, { text, values: [...values] }));
  }

  private async run<Row extends QueryResultRow>(pool: PoolName, query: QueryConfig): Promise<Row[]> {
    try {
      return await this.runOnce<Row>(pool, query);
    } catch (error) {
      if (this.source.pooling?.arrivedTooLate(error)) {
        // PostgreSQL's clock may have been set forward. Every response contains the time by that clock, so this `select
        // 1` takes a new sample of it.
        await this.runOnce('control', { text: 'select 1' });
        return this.runOnce<Row>(pool, query);
      }
      if (refusalState(error) !== STALE_PLAN) throw error;
      // The idle connections may also have prepared the statement before the table changed.
      this.replaceIdle();
      return this.runOnce<Row>(pool, query);
    }
  }

  private runOnce<Row extends QueryResultRow>(pool: PoolName, query: QueryConfig): Promise<Row[]> {
    // After PostgreSQL has rejected a statement, for example because of a locked row, the connection can still be used.
    const isReusable = (error: unknown) => ![undefined, STALE_PLAN].includes(refusalState(error));
    return this.withConnection(
      pool,
      async (client) => (await this.source.run<Row>(pool, client, query)).rows,
      isReusable,
    );
  }

  private async withConnection<T>(
    name: PoolName,
    work: (client: PoolClient) => Promise<T>,
    isReusable: (error: unknown) => boolean,
  ): Promise<T> {
    const client = await this.source.pool(name).connect();
    // Between two statements nothing else listens for the error of a lost connection. Without a listener, that error
    // would end the process.
    const ignore = () => undefined;
    client.on('error', ignore);
    let reusable = true;
    try {
      return await work(client);
    } catch (error) {
      reusable = isReusable(error);
      if (isTimedOut(error)) this.replaceIdle();
      if (hasUnknownOutcome(error))
        this.unknownOutcomes.set(error as object, { backend: backendOf(client), failedAt: performance.now() });
      throw error;
    } finally {
      client.off('error', ignore);
      client.release(!reusable);
    }
  }

  /** Closes the idle connections of all pools: a connection that does not respond is seldom the only one. */
  private replaceIdle(): void {
    for (const name of poolNames) {
      const pool = this.source.pool(name);
      const close = () =>
        pool.connect().then(
          (client) => client.release(true),
          () => undefined,
        );
      for (let left = pool.idleCount; left > 0; left -= 1) void close();
    }
  }
}

/** Retries work once if its outcome is unknown. */
async function retryOnUnknownOutcome<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!hasUnknownOutcome(error)) throw error;
    return work();
  }
}

/** Returns the pid of the PostgreSQL backend of a connection; `pg` receives it when the connection opens. */
function backendOf(client: PoolClient): number | null {
  return (client as unknown as { readonly processID: number | null }).processID;
}
