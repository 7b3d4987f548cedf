import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startHub, type TestHub } from './support/hub.js';
import { workspace } from './support/installation.js';

/** By which column each table is distributed, as docs/scaling.md says; `undefined` for those that every worker has whole. */
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

describe('the schema', () => {
  const plan = readPlan();
  const distributed = [...plan].filter((entry): entry is [string, string] => entry[1] !== undefined);
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startHub();
  });
  afterAll(() => hub.close());

  /** Has PostgreSQL partition a copy of a table by a column, which it does only if every key contains that. */
  const partition = (table: string, column: string) =>
    hub.sql
      .rows(`create table "${table}_sharded" (like "${table}" including all) partition by hash ("${column}")`)
      .then(() => hub.sql.rows(`drop table "${table}_sharded"`));

  /** What foreign keys there are that would lead from one worker to another. */
  async function strayingKeys(): Promise<string[]> {
    const keys = await hub.sql.rows<ForeignKey & Record<string, unknown>>(
      `select k.conname as name, k.conrelid::regclass::text as from, k.confrelid::regclass::text as to,
              (select json_agg(a.attname order by n.ord) from unnest(k.conkey) with ordinality as n (num, ord)
                 join pg_attribute a on a.attrelid = k.conrelid and a.attnum = n.num) as from_columns,
              (select json_agg(a.attname order by n.ord) from unnest(k.confkey) with ordinality as n (num, ord)
                 join pg_attribute a on a.attrelid = k.confrelid and a.attnum = n.num) as to_columns
         from pg_constraint k where k.contype = 'f' and k.connamespace = 'public'::regnamespace`,
    );
    const strays = ({ from, from_columns, to, to_columns }: ForeignKey) => {
      const [near, far] = [plan.get(from), plan.get(to)];
      if (far === undefined) return false; // every worker has all of it
      const place = to_columns.indexOf(far);
      return near === undefined || place < 0 || from_columns[place] !== near;
    };
    return keys.filter(strays).map(({ name }) => name);
  }

  it('has a place for every table', async () => {
    const tables = await hub.sql.rows<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public'`,
    );
    expect(tables.map(({ name }) => name).toSorted()).toEqual([...plan.keys()].toSorted());
  });

  it.each(distributed)('shards %s by %s: every key and unique index contains it', async (table, column) => {
    await partition(table, column);
  });

  it('has no foreign key from one worker to another', async () => {
    expect(await strayingKeys()).toEqual([]);
  });

  it('would not pass with a key that does not shard, nor with a foreign key that strays', async () => {
    await hub.sql.rows('alter table messages add constraint own_id unique (id)');
    await expect(partition('messages', 'conversation_id')).rejects.toThrow('unique constraint on partitioned table');
    await hub.sql.rows('alter table model_calls add constraint astray foreign key (id) references messages (id)');
    expect(await strayingKeys()).toEqual(['astray']);
  });
});
