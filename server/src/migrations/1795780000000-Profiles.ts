import type { MigrationInterface, QueryRunner } from 'typeorm';
import { retryOnLockTimeout } from '../platform/database/retry-on-lock-timeout.js';

/**
 * Only adds: the columns are empty, so no row is rewritten, and the indexes are built concurrently. Each statement may
 * be run again after a failure. A foreign key cannot refer to a partial index. So changing a handle takes the same row
 * lock as changing a name, and sends do not wait for it.
 */
export class Profiles1795780000000 implements MigrationInterface {
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await retryOnLockTimeout(
      runner,
      `ALTER TABLE "users" ADD IF NOT EXISTS "handle" character varying(32) COLLATE "C", ADD IF NOT EXISTS "color" smallint, ADD IF NOT EXISTS "profile_changed_at" TIMESTAMP WITH TIME ZONE`,
    );
    // An interrupted attempt leaves an invalid index.
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
    await retryOnLockTimeout(
      runner,
      `ALTER TABLE "users" DROP COLUMN IF EXISTS "profile_changed_at", DROP COLUMN IF EXISTS "color", DROP COLUMN IF EXISTS "handle"`,
    );
  }
}
