import type { MigrationInterface, QueryRunner } from 'typeorm';
import { retryOnLockTimeout } from '../platform/database/retry-on-lock-timeout.js';

/**
 * Only adds. The foreign key needs a lock on `users`, so each statement is retried until the lock is free, and may be
 * run again after a failure.
 */
export class EmailTokens1795790000000 implements MigrationInterface {
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await retryOnLockTimeout(
      runner,
      `ALTER TABLE "users" ADD IF NOT EXISTS "email_verified_at" TIMESTAMP WITH TIME ZONE`,
    );
    await retryOnLockTimeout(
      runner,
      `CREATE TABLE IF NOT EXISTS "mail_tokens" ("token_hash" bytea NOT NULL, "user_id" uuid NOT NULL, "purpose" character varying(20) NOT NULL, "email" character varying(254) NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL, "used_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "mail_tokens_pkey" PRIMARY KEY ("token_hash"), CONSTRAINT "mail_tokens_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION)`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX IF NOT EXISTS "mail_tokens_user_purpose" ON "mail_tokens"  ("user_id", "purpose") `,
    );
    await runner.query(`CREATE INDEX IF NOT EXISTS "mail_tokens_expires_at" ON "mail_tokens"  ("expires_at") `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE IF EXISTS "mail_tokens"`);
    await retryOnLockTimeout(runner, `ALTER TABLE "users" DROP COLUMN IF EXISTS "email_verified_at"`);
  }
}
