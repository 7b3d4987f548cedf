import type { MigrationInterface, QueryRunner } from 'typeorm';
import { retryOnLockTimeout } from '../platform/database/retry-on-lock-timeout.js';

/**
 * Only adds. The foreign key needs a lock on `users`, so each statement is retried until the lock is free, and may be
 * run again after a failure.
 */
export class Invitations1795730000000 implements MigrationInterface {
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await retryOnLockTimeout(
      runner,
      `CREATE TABLE IF NOT EXISTS "invitations" ("id" uuid NOT NULL, "token_hash" bytea NOT NULL, "created_by" uuid, "uses" integer NOT NULL DEFAULT '0', "max_uses" integer NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "invitations_uses" CHECK (uses between 0 and max_uses), CONSTRAINT "invitations_pkey" PRIMARY KEY ("id"), CONSTRAINT "invitations_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION)`,
    );
    await runner.query(`CREATE UNIQUE INDEX IF NOT EXISTS "invitations_token_hash" ON "invitations"  ("token_hash") `);
    await runner.query(
      `CREATE INDEX IF NOT EXISTS "invitations_created_by" ON "invitations"  ("created_by", "expires_at") `,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "invitations"`);
  }
}
