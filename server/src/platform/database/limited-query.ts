import { Query, type Connection, type PoolClient, type QueryResult, type QueryResultRow } from 'pg';

/** Methods that `pg` calls while it runs a statement, and that its types do not declare. */
interface Internals {
  /** Sends the messages of a statement with parameters, up to `Sync`. */
  readonly prepare: (connection: Connection) => void;
  readonly handleDataRow: (message: { readonly fields: readonly unknown[] }) => void;
  readonly handleCommandComplete: (message: unknown, connection: Connection) => void;
}

interface Options {
  readonly text: string;
  readonly values: readonly unknown[];
  /** The first statement. */
  readonly head: { readonly text: string; readonly values: readonly string[] };
  /** How long the response may take, in milliseconds; undefined for the limit of the connection. */
  readonly timeoutMs: number | undefined;
}

const QueryOfPg = Query as unknown as new (
  config: object,
  values: undefined,
  callback: (error: Error | undefined, result: never) => void,
) => Query & Internals;

/**
 * Sends two statements in one round trip and one transaction: the first sets the limits for the second. Both are
 * unnamed.
 *
 * PostgreSQL runs all statements between two `Sync` messages as one transaction, and measures the time of each
 * statement separately. This relies on three undeclared methods of `pg`: see {@link Internals}.
 */
export class LimitedQuery<Row extends QueryResultRow> {
  /** Whether the first statement has completed, so that the second one has begun. */
  isHeadDone = false;
  /** The first column of the first statement's row: the time by PostgreSQL's clock. */
  private now: unknown;

  constructor(private readonly options: Options) {}

  /** @returns the first column of the first statement, and the result of the second */
  async run(client: PoolClient): Promise<{ now: unknown; result: QueryResult<Row> }> {
    const { promise, resolve, reject } = Promise.withResolvers<QueryResult<Row>>();
    client.query(this.query((error, result) => (error ? reject(error) : resolve(result))));
    const result = await promise;
    return { now: this.now, result };
  }

  private query(callback: (error: Error | undefined, result: never) => void): Query {
    const { head, text, values, timeoutMs } = this.options;
    const query = new QueryOfPg({ text, values: [...values], queryMode: 'extended' }, undefined, callback);
    const { prepare, handleDataRow, handleCommandComplete } = query;
    return Object.assign(query, {
      query_timeout: timeoutMs,
      prepare: (connection: Connection) => {
        connection.parse({ name: '', text: head.text, types: [] }, true);
        connection.bind({ values: [...head.values] }, true);
        connection.execute({ portal: '' }, true);
        prepare.call(query, connection);
      },
      handleDataRow: (message: Parameters<Internals['handleDataRow']>[0]) => {
        if (this.isHeadDone) handleDataRow.call(query, message);
        else this.now = message.fields[0];
      },
      handleCommandComplete: (message: unknown, connection: Connection) => {
        if (this.isHeadDone) handleCommandComplete.call(query, message, connection);
        else this.isHeadDone = true;
      },
    });
  }
}
