import { setTimeout as delay } from 'node:timers/promises';
import type { QueryRunner } from 'typeorm';
import { LOCK_NOT_AVAILABLE } from './connection-failure.js';

/** How long everybody may wait behind a statement that itself waits, such as for a backup; and how long until it is tried again. */
const LOCK_MS = { wait: 200, pause: 1000 };

/**
 * Runs a statement of a migration that locks a table for an instant, as soon as nobody else does. For migrations that are not one
 * transaction.
 */
export async function whenFree(runner: QueryRunner, statement: string): Promise<void> {
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
