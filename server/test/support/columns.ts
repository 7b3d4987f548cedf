import type { TestHub } from './hub.js';

/** Columns of these types cannot hold a text, bytes or an id. */
const TYPES_WITHOUT_CONTENT = [
  'integer',
  'bigint',
  'smallint',
  'boolean',
  'timestamp with time zone',
  'double precision',
];

/** Returns the columns of all tables that can hold a text, bytes or an id, as `table.column`. */
export async function contentColumns({ sql }: Pick<TestHub, 'sql'>): Promise<string[]> {
  const rows = await sql.rows<{ name: string }>(
    `select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = 'public' and data_type <> all ($1)`,
    [TYPES_WITHOUT_CONTENT],
  );
  return rows.map(({ name }) => name).toSorted();
}

/** Returns all rows of all tables as one text, one row per line; PostgreSQL writes `bytea` in hexadecimal. */
export async function dumpDatabase({ sql }: Pick<TestHub, 'sql'>): Promise<string> {
  const tables = await sql.rows<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public'`,
  );
  const texts = [];
  for (const { name } of tables) {
    const rows = await sql.rows<{ text: string }>(`select t::text as text from "${name}" t`);
    texts.push(...rows.map(({ text }) => text));
  }
  return texts.join('\n');
}
