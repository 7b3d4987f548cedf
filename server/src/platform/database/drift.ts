import type { DataSource } from 'typeorm';

/** What would have to be done to the database for it to be as the entities say; nothing, when migrations are complete. */
export async function pendingChanges(dataSource: DataSource): Promise<{ up: string[]; down: string[] }> {
  const changes = await dataSource.driver.createSchemaBuilder().log();
  return {
    up: changes.upQueries.map(({ query }) => query),
    down: changes.downQueries.map(({ query }) => query).toReversed(),
  };
}
