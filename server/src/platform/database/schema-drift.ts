import type { DataSource } from 'typeorm';

/**
 * Returns the statements that would bring the schema in line with the entities, and their reversal. Empty when the
 * migrations are complete.
 */
export async function pendingSchemaChanges(dataSource: DataSource): Promise<{ up: string[]; down: string[] }> {
  const changes = await dataSource.driver.createSchemaBuilder().log();
  return {
    up: changes.upQueries.map(({ query }) => query),
    down: changes.downQueries.map(({ query }) => query).toReversed(),
  };
}
