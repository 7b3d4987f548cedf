import type { MigrationInterface, QueryRunner } from 'typeorm';
import { retryOnLockTimeout } from '../platform/database/retry-on-lock-timeout.js';

/** Only adds. The defaults are stored in the catalog, so no row is rewritten, and the lock is held only briefly. */
export class Privacy1795740000000 implements MigrationInterface {
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await retryOnLockTimeout(
      runner,
      `ALTER TABLE "users" ADD IF NOT EXISTS "hides_presence" boolean NOT NULL DEFAULT false`,
    );
    await retryOnLockTimeout(runner, `ALTER TABLE "users" ADD IF NOT EXISTS "listed" boolean NOT NULL DEFAULT true`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await retryOnLockTimeout(runner, `ALTER TABLE "users" DROP COLUMN IF EXISTS "listed"`);
    await retryOnLockTimeout(runner, `ALTER TABLE "users" DROP COLUMN IF EXISTS "hides_presence"`);
  }
}
