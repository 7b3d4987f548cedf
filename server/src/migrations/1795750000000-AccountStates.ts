import type { MigrationInterface, QueryRunner } from 'typeorm';
import { retryOnLockTimeout } from '../platform/database/retry-on-lock-timeout.js';

/**
 * Only adds. The defaults are stored in the catalog, so no row is rewritten, and each lock is held only briefly. The
 * index on `messages` is built concurrently, and is empty until an account is erased. Each statement may be run again
 * after a failure.
 */
export class AccountStates1795750000000 implements MigrationInterface {
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await retryOnLockTimeout(
      runner,
      `ALTER TABLE "users" ADD IF NOT EXISTS "disabled_at" TIMESTAMP WITH TIME ZONE, ADD IF NOT EXISTS "erased_at" TIMESTAMP WITH TIME ZONE, ADD IF NOT EXISTS "token_generation" integer NOT NULL DEFAULT '0'`,
    );
    await retryOnLockTimeout(runner, `ALTER TABLE "messages" ADD IF NOT EXISTS "deleted_at" TIMESTAMP WITH TIME ZONE`);
    await retryOnLockTimeout(
      runner,
      `ALTER TABLE "conversations" ADD IF NOT EXISTS "closed_at" TIMESTAMP WITH TIME ZONE`,
    );
    await retryOnLockTimeout(
      runner,
      `CREATE TABLE IF NOT EXISTS "erasures" ("user_id" uuid NOT NULL, "started_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "progressed_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "after_conversation_id" uuid, "finished_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "erasures_pkey" PRIMARY KEY ("user_id"), CONSTRAINT "erasures_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION)`,
    );
    await runner.query(`CREATE INDEX IF NOT EXISTS "erasures_progressed_at" ON "erasures"  ("progressed_at") `);
    // An interrupted attempt leaves an invalid index.
    await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS "messages_deleted"`);
    await runner.query(
      `CREATE INDEX CONCURRENTLY "messages_deleted" ON "messages" ("conversation_id", "rev") WHERE deleted_at is not null`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX IF EXISTS "messages_deleted"`);
    await runner.query(`DROP TABLE IF EXISTS "erasures"`);
    await retryOnLockTimeout(runner, `ALTER TABLE "conversations" DROP COLUMN IF EXISTS "closed_at"`);
    await retryOnLockTimeout(runner, `ALTER TABLE "messages" DROP COLUMN IF EXISTS "deleted_at"`);
    await retryOnLockTimeout(
      runner,
      `ALTER TABLE "users" DROP COLUMN IF EXISTS "token_generation", DROP COLUMN IF EXISTS "erased_at", DROP COLUMN IF EXISTS "disabled_at"`,
    );
  }
}
