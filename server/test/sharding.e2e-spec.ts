import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startHub, type TestHub } from './support/hub.js';
import { workspace } from './support/installation.js';

/**
 * Reads from docs/scaling.md by which column each table is distributed; `undefined` for a reference table, of which every
 * worker has a copy.
 */
function readPlan(): Map<string, string | undefined> {
  const document = readFileSync(join(workspace, 'docs/scaling.md'), 'utf8');
  const rows = document.matchAll(/^\| `(\w+)` \| (?:`(\w+)`|reference table) \|/gm);
  return new Map([...rows].map(([, table, column]) => [table!, column]));
}

interface ForeignKey {
  readonly name: string;
  readonly from: string;
  readonly from_columns: string[];
  readonly to: string;
  readonly to_columns: string[];
}

describe('the sharding plan of docs/scaling.md', () => {
  const plan = readPlan();
  const distributed = [...plan].filter((entry): entry is [string, string] => entry[1] !== undefined);
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startHub();
  });
  afterAll(() => hub.close());

  /** Partitions a copy of a table by a column. PostgreSQL refuses that unless every unique key contains the column. */
  const partition = (table: string, column: string) =>
    hub.sql
      .rows(`create table "${table}_sharded" (like "${table}" including all) partition by hash ("${column}")`)
      .then(() => hub.sql.rows(`drop table "${table}_sharded"`));

  /** Returns the names of the foreign keys that could refer from one worker to another. */
  async function crossWorkerKeys(): Promise<string[]> {
    const keys = await hub.sql.rows<ForeignKey & Record<string, unknown>>(
      `select k.conname as name, k.conrelid::regclass::text as from, k.confrelid::regclass::text as to,
              (select json_agg(a.attname order by n.ord) from unnest(k.conkey) with ordinality as n (num, ord)
                 join pg_attribute a on a.attrelid = k.conrelid and a.attnum = n.num) as from_columns,
              (select json_agg(a.attname order by n.ord) from unnest(k.confkey) with ordinality as n (num, ord)
                 join pg_attribute a on a.attrelid = k.confrelid and a.attnum = n.num) as to_columns
         from pg_constraint k where k.contype = 'f' and k.connamespace = 'public'::regnamespace`,
    );
    const crossesWorkers = ({ from, from_columns, to, to_columns }: ForeignKey) => {
      const [fromColumn, toColumn] = [plan.get(from), plan.get(to)];
      if (toColumn === undefined) return false; // a reference table
      const index = to_columns.indexOf(toColumn);
      return fromColumn === undefined || index < 0 || from_columns[index] !== fromColumn;
    };
    return keys.filter(crossesWorkers).map(({ name }) => name);
  }

  it('names every table of the schema', async () => {
    const tables = await hub.sql.rows<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public'`,
    );
    expect(tables.map(({ name }) => name).toSorted()).toEqual([...plan.keys()].toSorted());
  });

  it.each(distributed)(
    'distributes %s by %s, which every key and unique index of the table contains',
    async (table, column) => {
      await partition(table, column);
    },
  );

  it('leaves no foreign key from one worker to another', async () => {
    expect(await crossWorkerKeys()).toEqual([]);
  });

  it('is violated by a unique key that lacks the distribution column and by a foreign key between workers', async () => {
    await hub.sql.rows('alter table messages add constraint unsharded_key unique (id)');
    await expect(partition('messages', 'conversation_id')).rejects.toThrow('unique constraint on partitioned table');
    await hub.sql.rows(
      'alter table model_calls add constraint cross_worker_key foreign key (id) references messages (id)',
    );
    expect(await crossWorkerKeys()).toEqual(['cross_worker_key']);
  });
});
