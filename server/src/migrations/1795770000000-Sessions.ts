import type { MigrationInterface, QueryRunner } from 'typeorm';
import { retryOnLockTimeout } from '../platform/database/retry-on-lock-timeout.js';

/**
 * Only adds. The foreign key needs a lock on `users`, so each statement is retried until the lock is free, and may be
 * run again after a failure.
 */
export class Sessions1795770000000 implements MigrationInterface {
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE IF NOT EXISTS "server_keys" ("name" text NOT NULL, "key" bytea NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "server_keys_pkey" PRIMARY KEY ("name"))`,
    );
    await retryOnLockTimeout(
      runner,
      `CREATE TABLE IF NOT EXISTS "sessions" ("id" uuid NOT NULL, "user_id" uuid NOT NULL, "generation" integer NOT NULL, "device" text NOT NULL, "address" text NOT NULL, "token_hash" bytea, "rotations" integer NOT NULL DEFAULT '0', "recent_rotations" TIMESTAMP WITH TIME ZONE array NOT NULL DEFAULT '{}', "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "last_used_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL, "ended_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "sessions_pkey" PRIMARY KEY ("id"), CONSTRAINT "sessions_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION)`,
    );
    await runner.query(`CREATE INDEX IF NOT EXISTS "sessions_user" ON "sessions"  ("user_id", "last_used_at") `);
    await runner.query(`CREATE INDEX IF NOT EXISTS "sessions_expires_at" ON "sessions"  ("expires_at") `);
    await runner.query(
      `CREATE INDEX IF NOT EXISTS "sessions_ended_at" ON "sessions"  ("ended_at") WHERE ended_at is not null`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "sessions"`);
    await runner.query(`DROP TABLE "server_keys"`);
  }
}
