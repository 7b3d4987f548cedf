import { setTimeout as delay } from 'node:timers/promises';
import type { QueryRunner } from 'typeorm';
import { LOCK_NOT_AVAILABLE } from './connection-failure.js';

/**
 * How long the statement waits for its lock, and how long it pauses before it is retried, in milliseconds. While it
 * waits, for example for a backup, all other statements on the table wait behind it.
 */
const LOCK_MS = { wait: 200, pause: 1000 };

/**
 * Runs a statement of a migration that locks a table briefly. Retries it until the lock is free. Only for migrations
 * that do not run in one transaction.
 */
export async function retryOnLockTimeout(runner: QueryRunner, statement: string): Promise<void> {
  await runner.query(`SET lock_timeout = ${LOCK_MS.wait}`);
  for (;;) {
    try {
      await runner.query(statement);
      break;
    } catch (error) {
      if ((error as { code?: string }).code !== LOCK_NOT_AVAILABLE) throw error;
      await delay(LOCK_MS.pause);
    }
  }
  await runner.query(`SET lock_timeout = 0`);
}
