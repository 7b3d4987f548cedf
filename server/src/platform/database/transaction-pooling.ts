import { randomBytes } from 'node:crypto';
import type { PoolClient, QueryConfig, QueryResult, QueryResultRow } from 'pg';
import { QUERY_CANCELED } from './connection-failure.js';
import { LimitedQuery } from './limited-query.js';
import { PostgresClock } from './postgres-clock.js';

/** How long PostgreSQL may take to end a backend, in milliseconds. */
const TERMINATE_LIMIT_MS = 1000;

/** The time by PostgreSQL's clock, in milliseconds. */
const NOW = 'extract(epoch from clock_timestamp()) * 1000';

/** Named first and then in time: what is past its time when it is looked for was seen by its name, or never begins. */
const FENCE = `set_config('application_name', $1, true), 1 / (case when ${NOW} > $2::float8 then 0 else 1 end)`;
/** SQLSTATE of a division by zero. */
const LATE = '22012';

const IS_PAST = `select ${NOW} > $1::float8 as past`;
const TERMINATE = `
  select pg_terminate_backend(pid, ${TERMINATE_LIMIT_MS}) as ended from pg_stat_activity
   where application_name = $1 and pid <> pg_backend_pid() and datname = current_database() and usename = current_user`;

interface Limits {
  /** Settings of PostgreSQL that hold for this statement alone. */
  readonly settings: Readonly<Record<string, string>>;
  /** How long after it was sent a statement may begin, in milliseconds; without it, it cannot be terminated. */
  readonly arrivalMs: number | undefined;
}

/** By what a statement can be found, and until when it may begin, in milliseconds of PostgreSQL's clock. */
interface Fence {
  readonly name: string;
  readonly until: number;
}

type Ask = <Row extends QueryResultRow>(text: string, values: readonly unknown[]) => Promise<Row[]>;

/**
 * Statements by way of a pooler that gives each transaction another connection, such as pgbouncer: nothing may be set for
 * a connection, and nothing prepared on it.
 *
 * Each statement carries its settings in front of it, in the same round trip and the same transaction. It has no number of a
 * backend by which it could be terminated, and a pooler may send it later. One that must be over when it was not answered
 * therefore carries a name, and a time by PostgreSQL's clock after which it refuses to begin.
 */
export class TransactionPooling {
  private readonly names: string;
  private count = 0;
  private readonly clock = new PostgresClock();
  private readonly fences = new WeakMap<object, Fence>();
  private readonly refused = new WeakSet<object>();

  /** @param applicationName what the connections are called */
  constructor(applicationName: string) {
    this.names = `${applicationName} ${randomBytes(9).toString('base64url')}`;
  }

  /** Runs one statement. */
  async run<Row extends QueryResultRow>(
    client: PoolClient,
    { text, values = [], ...query }: QueryConfig & { readonly query_timeout?: number },
    { settings, arrivalMs }: Limits,
  ): Promise<QueryResult<Row>> {
    const fence = arrivalMs === undefined ? undefined : this.fence(arrivalMs);
    const configs = Object.entries(settings).map(([key, value]) => `set_config('${key}', '${value}', true)`);
    const head = `select ${[NOW, ...configs, ...(fence ? [FENCE] : [])].join(', ')}`;
    const sent = performance.now();
    const limited = new LimitedQuery<Row>({
      head: { text: head, values: fence ? [fence.name, `${fence.until}`] : [] },
      text,
      values,
      timeoutMs: query.query_timeout,
    });
    try {
      const { now, result } = await limited.run(client);
      this.clock.add(Number(now), sent);
      return result;
    } catch (error) {
      if (fence) this.fences.set(error as object, fence);
      const failure = error as { code?: unknown };
      if (failure.code === LATE && !limited.isHeadDone) this.refuse(failure);
      throw error;
    }
  }

  /** Whether a statement failed because it arrived after its time. Nothing of it is done. */
  hasRefused(failure: unknown): boolean {
    return this.refused.has(failure as object);
  }

  /**
   * Makes sure that a statement which was not answered is over.
   *
   * @param failure what it failed with
   * @param ask runs a statement on another connection
   * @throws Error while it may still begin, and when it goes on
   */
  async terminate(failure: unknown, ask: Ask): Promise<void> {
    const fence = this.fences.get(failure as object);
    if (!fence) return;
    const [row] = await ask<{ past: boolean }>(IS_PAST, [fence.until]);
    // It may have begun, and then need not be waited for any longer.
    const rows = await ask<{ ended: boolean }>(TERMINATE, [fence.name]);
    if (rows.some(({ ended }) => !ended)) throw new Error('The statement goes on.');
    if (!row!.past && rows.length === 0) throw new Error('The statement may still arrive.');
  }

  private refuse(failure: { code?: unknown }): void {
    this.refused.add(failure);
    // As PostgreSQL calls it where a statement began in time and did not end.
    failure.code = QUERY_CANCELED;
    // Or it was in time by our clock, and PostgreSQL's has been set forward.
    this.clock.suspect();
  }

  private fence(arrivalMs: number): Fence {
    this.count += 1;
    return { name: `${this.names} ${this.count}`, until: this.clock.latest() + arrivalMs };
  }
}
