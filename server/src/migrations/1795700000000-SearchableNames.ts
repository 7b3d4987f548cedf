import type { MigrationInterface, QueryRunner } from 'typeorm';
import { retryOnLockTimeout } from '../platform/database/retry-on-lock-timeout.js';

/**
 * Only adds, and locks `users` only briefly: the table is new, the column is empty, and the index on `users` is built
 * concurrently. That requires statements outside a transaction, each of which can be run again after a failure.
 */
export class SearchableNames1795700000000 implements MigrationInterface {
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await retryOnLockTimeout(
      runner,
      `ALTER TABLE "users" ADD COLUMN IF NOT EXISTS "searchable_as" character varying(100)`,
    );
    await retryOnLockTimeout(
      runner,
      `CREATE TABLE IF NOT EXISTS "searchable_names" ("user_id" uuid NOT NULL, "folded" text COLLATE "C" NOT NULL, "grams" text array COLLATE "C" NOT NULL, CONSTRAINT "searchable_names_pkey" PRIMARY KEY ("user_id"), CONSTRAINT "searchable_names_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION)`,
    );
    // Without `fastupdate`: every search would scan the pending list of the index, and names change seldom.
    await runner.query(
      `CREATE INDEX IF NOT EXISTS "searchable_names_grams" ON "searchable_names" USING gin ("grams") WITH (fastupdate = off)`,
    );
    // An interrupted attempt leaves an invalid index.
    await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS "users_not_searchable"`);
    await runner.query(
      `CREATE INDEX CONCURRENTLY "users_not_searchable" ON "users" ("id") WHERE searchable_as is distinct from name`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "users_not_searchable"`);
    await runner.query(`DROP TABLE "searchable_names"`);
    await runner.query(`ALTER TABLE "users" DROP COLUMN "searchable_as"`);
  }
}
