import { randomBytes } from 'node:crypto';
import type { PoolClient, QueryConfig, QueryResult, QueryResultRow } from 'pg';
import { QUERY_CANCELED } from './connection-failure.js';
import { LimitedQuery } from './limited-query.js';
import { PostgresClock } from './postgres-clock.js';

/** How long PostgreSQL may take to terminate a backend, in milliseconds. */
const TERMINATE_LIMIT_MS = 1000;

/** The time by PostgreSQL's clock, in milliseconds. */
const NOW = 'extract(epoch from clock_timestamp()) * 1000';

/**
 * Sets the name of a statement, then fails if the time of its fence has passed. Because of this order, once that time
 * has passed, a statement is either visible under its name or never begins.
 */
const FENCE = `set_config('application_name', $1, true), 1 / (case when ${NOW} > $2::float8 then 0 else 1 end)`;
/** SQLSTATE of a division by zero. */
const FENCE_EXPIRED = '22012';

const IS_PAST = `select ${NOW} > $1::float8 as past`;
const TERMINATE = `
  select pg_terminate_backend(pid, ${TERMINATE_LIMIT_MS}) as ended from pg_stat_activity
   where application_name = $1 and pid <> pg_backend_pid() and datname = current_database() and usename = current_user`;

interface Limits {
  /** PostgreSQL settings for this statement only. */
  readonly settings: Readonly<Record<string, string>>;
  /**
   * How long after it was sent a statement may begin, in milliseconds. If undefined, the statement cannot be
   * terminated.
   */
  readonly arrivalMs: number | undefined;
}

/** Makes it possible to find a statement, and limits when it may begin. */
interface Fence {
  /** The `application_name` under which the statement runs. */
  readonly name: string;
  /** The latest time at which the statement may begin, by PostgreSQL's clock, in milliseconds. */
  readonly until: number;
}

type RunStatement = <Row extends QueryResultRow>(text: string, values: readonly unknown[]) => Promise<Row[]>;

/**
 * Runs statements through a pooler that assigns a connection to each transaction, such as pgbouncer. Therefore settings
 * and prepared statements of a connection cannot be used.
 *
 * Each statement is preceded by its settings, in the same round trip and the same transaction. The backend's pid is
 * unknown, so the statement cannot be terminated by its pid, and a pooler may forward the statement late. A statement
 * that must be over after an unknown outcome carries a fence: a name, and a time by PostgreSQL's clock after which the
 * statement refuses to begin.
 */
export class TransactionPooling {
  private readonly namePrefix: string;
  private count = 0;
  private readonly clock = new PostgresClock();
  private readonly fences = new WeakMap<object, Fence>();
  private readonly lateFailures = new WeakSet<object>();

  /** @param applicationName the `application_name` of the connections */
  constructor(applicationName: string) {
    this.namePrefix = `${applicationName} ${randomBytes(9).toString('base64url')}`;
  }

  /** Runs one statement. */
  async run<Row extends QueryResultRow>(
    client: PoolClient,
    { text, values = [], ...query }: QueryConfig & { readonly query_timeout?: number },
    { settings, arrivalMs }: Limits,
  ): Promise<QueryResult<Row>> {
    const fence = arrivalMs === undefined ? undefined : this.nextFence(arrivalMs);
    const configs = Object.entries(settings).map(([key, value]) => `set_config('${key}', '${value}', true)`);
    const head = `select ${[NOW, ...configs, ...(fence ? [FENCE] : [])].join(', ')}`;
    const sentAt = performance.now();
    const limited = new LimitedQuery<Row>({
      head: { text: head, values: fence ? [fence.name, `${fence.until}`] : [] },
      text,
      values,
      timeoutMs: query.query_timeout,
    });
    try {
      const { now, result } = await limited.run(client);
      this.clock.addSample(Number(now), sentAt);
      return result;
    } catch (error) {
      if (fence) this.fences.set(error as object, fence);
      const failure = error as { code?: unknown };
      if (failure.code === FENCE_EXPIRED && !limited.isHeadDone) this.markAsLate(failure);
      throw error;
    }
  }

  /**
   * Whether a statement failed because it arrived after the time of its fence. Such a statement has changed nothing.
   */
  arrivedTooLate(failure: unknown): boolean {
    return this.lateFailures.has(failure as object);
  }

  /**
   * Terminates a statement whose outcome is unknown, so that it can no longer change anything.
   *
   * @param failure the error with which the statement failed
   * @param runStatement runs a statement on another connection
   * @throws Error if the statement can still arrive at PostgreSQL, or does not stop running
   */
  async terminate(failure: unknown, runStatement: RunStatement): Promise<void> {
    const fence = this.fences.get(failure as object);
    if (!fence) return;
    const [row] = await runStatement<{ past: boolean }>(IS_PAST, [fence.until]);
    // If the statement has begun, it is found by its name and terminated at once, even if the time of its fence has not
    // passed yet.
    const rows = await runStatement<{ ended: boolean }>(TERMINATE, [fence.name]);
    if (rows.some(({ ended }) => !ended)) throw new Error('The statement is still running.');
    if (!row!.past && rows.length === 0) throw new Error('The statement may still arrive.');
  }

  private markAsLate(failure: { code?: unknown }): void {
    this.lateFailures.add(failure);
    // PostgreSQL uses this code for a statement that began in time and was cancelled.
    failure.code = QUERY_CANCELED;
    // If PostgreSQL's clock has been set forward, the statement may only seem to be late.
    this.clock.discardSamples();
  }

  private nextFence(arrivalMs: number): Fence {
    this.count += 1;
    return { name: `${this.namePrefix} ${this.count}`, until: this.clock.upperBound() + arrivalMs };
  }
}
