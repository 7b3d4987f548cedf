import type { MigrationInterface, QueryRunner } from 'typeorm';
import { whenFree } from '../platform/database/when-free.js';

/**
 * Only adds, and keeps nobody from their users for long: the table is new, the column empty, and the index of users is built
 * beside what is written. That takes statements of their own, which can be run again after one of them has failed.
 */
export class SearchableNames1795700000000 implements MigrationInterface {
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await whenFree(runner, `ALTER TABLE "users" ADD COLUMN IF NOT EXISTS "searchable_as" character varying(100)`);
    await whenFree(
      runner,
      `CREATE TABLE IF NOT EXISTS "searchable_names" ("user_id" uuid NOT NULL, "folded" text COLLATE "C" NOT NULL, "grams" text array COLLATE "C" NOT NULL, CONSTRAINT "searchable_names_pkey" PRIMARY KEY ("user_id"), CONSTRAINT "searchable_names_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION)`,
    );
    // What is pending in an index is read by every search; names change seldom.
    await runner.query(
      `CREATE INDEX IF NOT EXISTS "searchable_names_grams" ON "searchable_names" USING gin ("grams") WITH (fastupdate = off)`,
    );
    // An attempt that was interrupted leaves one that is not valid.
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
