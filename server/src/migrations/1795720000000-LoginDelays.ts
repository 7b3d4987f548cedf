import type { MigrationInterface, QueryRunner } from 'typeorm';
import { retryOnLockTimeout } from '../platform/database/retry-on-lock-timeout.js';

/**
 * Only adds. The foreign key needs a lock on `users`, so each statement is retried until the lock is free, and may be
 * run again after a failure.
 */
export class LoginDelays1795720000000 implements MigrationInterface {
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE IF NOT EXISTS "login_failures" ("key" bytea NOT NULL, "failures" integer NOT NULL, "failed_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "login_failures_pkey" PRIMARY KEY ("key"))`,
    );
    await runner.query(`CREATE INDEX IF NOT EXISTS "login_failures_failed_at" ON "login_failures"  ("failed_at") `);
    await retryOnLockTimeout(
      runner,
      `CREATE TABLE IF NOT EXISTS "login_addresses" ("user_id" uuid NOT NULL, "address" text NOT NULL, "used_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "login_addresses_pkey" PRIMARY KEY ("user_id", "address"), CONSTRAINT "login_addresses_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "login_addresses"`);
    await runner.query(`DROP TABLE "login_failures"`);
  }
}
