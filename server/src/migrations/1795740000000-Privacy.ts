import type { MigrationInterface, QueryRunner } from 'typeorm';
import { whenFree } from '../platform/database/when-free.js';

/** Only adds. The defaults are in the catalog: no row is rewritten, and the lock is held for an instant. */
export class Privacy1795740000000 implements MigrationInterface {
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await whenFree(runner, `ALTER TABLE "users" ADD IF NOT EXISTS "hides_presence" boolean NOT NULL DEFAULT false`);
    await whenFree(runner, `ALTER TABLE "users" ADD IF NOT EXISTS "listed" boolean NOT NULL DEFAULT true`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await whenFree(runner, `ALTER TABLE "users" DROP COLUMN IF EXISTS "listed"`);
    await whenFree(runner, `ALTER TABLE "users" DROP COLUMN IF EXISTS "hides_presence"`);
  }
}
