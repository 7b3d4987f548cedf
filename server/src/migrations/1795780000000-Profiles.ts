import type { MigrationInterface, QueryRunner } from 'typeorm';
import { whenFree } from '../platform/database/when-free.js';

/**
 * Only adds: the columns are empty, so that no row is rewritten, and the indexes are built beside what is written. Each statement may be
 * run again after it has failed. An index of some rows alone is none that a foreign key may refer to: a change of a handle locks its user
 * no more than a change of a name, and senders do not wait for it.
 */
export class Profiles1795780000000 implements MigrationInterface {
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await whenFree(
      runner,
      `ALTER TABLE "users" ADD IF NOT EXISTS "handle" character varying(32) COLLATE "C", ADD IF NOT EXISTS "color" smallint, ADD IF NOT EXISTS "profile_changed_at" TIMESTAMP WITH TIME ZONE`,
    );
    // An attempt that was interrupted leaves one that is not valid.
    await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS "users_handle"`);
    await runner.query(
      `CREATE UNIQUE INDEX CONCURRENTLY "users_handle" ON "users" ("handle") WHERE handle is not null`,
    );
    await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS "users_profile_changed_at"`);
    await runner.query(
      `CREATE INDEX CONCURRENTLY "users_profile_changed_at" ON "users" ("profile_changed_at") WHERE profile_changed_at is not null`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX IF EXISTS "users_profile_changed_at"`);
    await runner.query(`DROP INDEX IF EXISTS "users_handle"`);
    await whenFree(
      runner,
      `ALTER TABLE "users" DROP COLUMN IF EXISTS "profile_changed_at", DROP COLUMN IF EXISTS "color", DROP COLUMN IF EXISTS "handle"`,
    );
  }
}
