import { Injectable } from '@nestjs/common';
import type { PoolClient, QueryConfig, QueryResultRow } from 'pg';
import { DataSource } from 'typeorm';
import { isTimedOut, isUnanswered, refusalState, STALE_PLAN } from './connection-failure.js';
import { poolNames, type PooledDataSource, type PoolName } from './pooled-data-source.js';

/** How long a check of the pools may take, and a statement of it, in milliseconds. */
const CHECK_LIMIT_MS = { all: 2000, statement: 1500 };
/** How long PostgreSQL may take to end a backend, in milliseconds. */
const TERMINATE_LIMIT_MS = 1000;

/** Ends a backend of this application that began before its statement failed: after a fail-over the number may be another one's. */
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
 * `DataSource.query` would do, but it cannot name a statement (PostgreSQL then plans it at every call), and what it
 * returns depends on the kind of statement.
 *
 * Invariants: every statement ends, with its result or with an error, within the limits of its pool; a connection that
 * has not answered is never used again, and neither are those that were idle then. A migration beside it breaks no
 * statement: one that was prepared before is prepared again on a fresh connection.
 */
@Injectable()
export class Sql {
  private readonly source: PooledDataSource;
  /** Which backend did not answer, and when that was noticed (`performance.now()`), by the error that says so. */
  private readonly unanswered = new WeakMap<object, { readonly backend: number | null; readonly since: number }>();

  constructor(dataSource: DataSource) {
    this.source = dataSource as PooledDataSource;
  }

  /** Runs one statement; its own transaction. Parameters are `$1`, `$2`, ... */
  rows<Row extends QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.run<Row>('general', { text, values: [...values] });
  }

  /** The same for a statement that may run twice: if it is not answered, it is run again, on another connection. */
  idempotent<Row extends QueryResultRow>(text: string, values: readonly unknown[]): Promise<Row[]> {
    return this.runTwice<Row>('general', text, values);
  }

  /** The same for a hot read: planned once per connection, under a name that is its own. */
  prepared<Row extends QueryResultRow>(name: string, text: string, values: readonly unknown[]): Promise<Row[]> {
    return this.run<Row>('read', { name, text, values: [...values] });
  }

  /**
   * The same for a send or a receipt. It waits for locked rows for a moment only: SQLSTATE {@link LOCK_NOT_AVAILABLE}.
   * When it is not answered it may still be carried out later: see {@link terminate}.
   */
  write<Row extends QueryResultRow>(name: string, text: string, values: readonly unknown[]): Promise<Row[]> {
    return this.run<Row>('write', { name, text, values: [...values] });
  }

  /** Like {@link idempotent}, with shorter limits, on a connection that nothing else waits for. */
  urgent<Row extends QueryResultRow>(text: string, values: readonly unknown[]): Promise<Row[]> {
    return this.runTwice<Row>('control', text, values);
  }

  /**
   * Runs several statements in one transaction, for what cannot be one: each sees what was committed before it began,
   * also while an earlier one waited for a lock.
   */
  transaction<T>(work: (rows: Rows) => Promise<T>): Promise<T> {
    const inTransaction = async (client: PoolClient) => {
      await this.source.begin('general', client);
      const result = await work(async (text, values = []) => (await client.query(text, [...values])).rows);
      await client.query('commit');
      return result;
    };
    // After a failure the state of the connection is not known: closing it rolls the transaction back.
    return this.withConnection('general', inTransaction, () => false);
  }

  /**
   * The same for statements that may run twice: if one, or the commit, is not answered, all are run again on another connection. What
   * the first attempt has changed they find, or it is undone; what they have waited for a lock of, it never changes later.
   * PostgreSQL gives the locks of a transaction that its client has left free within 5 s.
   */
  idempotentTransaction<T>(work: (rows: Rows) => Promise<T>): Promise<T> {
    return twice(() => this.transaction(work));
  }

  /** Whether a statement had a connection when it failed; without one nothing was asked. */
  wasSent(failure: unknown): boolean {
    return this.unanswered.has(failure as object);
  }

  /**
   * Makes sure that a statement which was not answered is over: what it has not done by now it never will, also when it
   * reaches PostgreSQL only later.
   *
   * @param failure what {@link write} failed with
   * @throws Error when PostgreSQL cannot be asked, or the statement goes on; behind a pooler also while it may still arrive
   */
  async terminate(failure: unknown): Promise<void> {
    if (this.source.pooling) return this.source.pooling.terminate(failure, (text, values) => this.urgent(text, values));
    const { backend, since } = this.unanswered.get(failure as object) ?? { backend: null, since: performance.now() };
    const rows = await this.urgent<{ ended: boolean }>(TERMINATE, [backend, performance.now() - since]);
    if (rows.some(({ ended }) => !ended)) throw new Error('The statement goes on.');
  }

  /** @throws whatever the first pool that cannot be used says, within two seconds */
  async check(): Promise<void> {
    const tooLate = Promise.withResolvers<never>();
    const timer = setTimeout(() => tooLate.reject(new Error('no answer in time')), CHECK_LIMIT_MS.all);
    const checks = poolNames.map((pool) =>
      this.run(pool, { text: 'select 1', query_timeout: CHECK_LIMIT_MS.statement } as QueryConfig),
    );
    await Promise.race([Promise.all(checks), tooLate.promise]).finally(() => clearTimeout(timer));
  }

  private runTwice<Row extends QueryResultRow>(
    pool: PoolName,
    text: string,
    values: readonly unknown[],
  ): Promise<Row[]> {
    return twice(() => this.run<Row>(pool, { text, values: [...values] }));
  }

  private async run<Row extends QueryResultRow>(pool: PoolName, query: QueryConfig): Promise<Row[]> {
    try {
      return await this.runOnce<Row>(pool, query);
    } catch (error) {
      if (this.source.pooling?.hasRefused(error)) {
        // PostgreSQL's clock may have been set forward: every answer contains its time.
        await this.runOnce('control', { text: 'select 1' });
        return this.runOnce<Row>(pool, query);
      }
      if (refusalState(error) !== STALE_PLAN) throw error;
      // The other connections have prepared it before the table changed, too.
      this.replaceIdle();
      return this.runOnce<Row>(pool, query);
    }
  }

  private runOnce<Row extends QueryResultRow>(pool: PoolName, query: QueryConfig): Promise<Row[]> {
    // After a refusal, as of a locked row, the connection is as good as before.
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
    // Between two statements nobody else hears that the connection has ended; without a listener it would end the process.
    const ignore = () => undefined;
    client.on('error', ignore);
    let reusable = true;
    try {
      return await work(client);
    } catch (error) {
      reusable = isReusable(error);
      if (isTimedOut(error)) this.replaceIdle();
      if (isUnanswered(error))
        this.unanswered.set(error as object, { backend: backendOf(client), since: performance.now() });
      throw error;
    } finally {
      client.off('error', ignore);
      client.release(!reusable);
    }
  }

  /** Closes the connections that nobody uses: one that does not answer is seldom the only one. */
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

/** Does work again, once, if it is not answered. */
async function twice<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isUnanswered(error)) throw error;
    return work();
  }
}

/** The number of the PostgreSQL process behind a connection; `pg` knows it from the start of the connection. */
function backendOf(client: PoolClient): number | null {
  return (client as unknown as { readonly processID: number | null }).processID;
}
