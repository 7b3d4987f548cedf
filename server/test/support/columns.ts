import type { Hub } from './hub.js';

/** Columns of these types hold no text, bytes or id. */
const PLAIN = ['integer', 'bigint', 'smallint', 'boolean', 'timestamp with time zone', 'double precision'];

/** The columns of all tables that can hold a text, bytes or an id, as `table.column`. */
export async function tellingColumns({ sql }: Pick<Hub, 'sql'>): Promise<string[]> {
  const rows = await sql.rows<{ name: string }>(
    `select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = 'public' and data_type <> all ($1)`,
    [PLAIN],
  );
  return rows.map(({ name }) => name).toSorted();
}

/** The texts of all rows of all tables, one after the other: bytes as they are and in hexadecimal. */
export async function dump({ sql }: Pick<Hub, 'sql'>): Promise<string> {
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
