import type { MigrationInterface, QueryRunner } from 'typeorm';
import { retryOnLockTimeout } from '../platform/database/retry-on-lock-timeout.js';

/** How many conversations are counted in one transaction. Sends to them wait that long. */
const BATCH = 20;

/**
 * Counts the messages that each participant has sent and read. Counts a few conversations at a time, in separate
 * transactions, while the previous version keeps serving. After an interruption, the next run continues.
 */
export class UnreadCounters1795680000000 implements MigrationInterface {
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await retryOnLockTimeout(
      runner,
      `ALTER TABLE "participants" ADD COLUMN IF NOT EXISTS "sent_count" integer, ADD COLUMN IF NOT EXISTS "read_count" integer`,
    );
    // For the previous version, which moves read positions without counting; the next version may drop this trigger.
    // Whenever this version moves a position it also changes a counter, so the trigger does not fire; except for a mark
    // that overlaps with a send, where it counts again, with the same result.
    await runner.query(`
      create or replace function participants_count() returns trigger language plpgsql as $$
      begin
        new.sent_count := (
          select count(*) from messages where conversation_id = new.conversation_id and sender_id = new.user_id);
        new.read_count := old.read_count + (
          select count(*) from messages
           where conversation_id = new.conversation_id and seq > old.read_seq and seq <= new.read_seq
             and sender_id <> new.user_id);
        return new;
      end $$`);
    await retryOnLockTimeout(
      runner,
      `create or replace trigger participants_count before update on participants for each row
        when (new.read_seq > old.read_seq and new.sent_count = old.sent_count and new.read_count = old.read_count)
        execute function participants_count()`,
    );
    // Only after the trigger exists: with these defaults but without the trigger, the messages of a new conversation
    // would not be counted.
    await retryOnLockTimeout(
      runner,
      `ALTER TABLE "participants" ALTER COLUMN "sent_count" SET DEFAULT '0', ALTER COLUMN "read_count" SET DEFAULT '0'`,
    );
    for (let last: string | undefined = '00000000-0000-0000-0000-000000000000'; last;)
      last = await this.count(runner, last);
    await this.forbidNulls(runner);
  }

  /**
   * Counts the next batch of conversations.
   *
   * @param after the last conversation of the previous batch
   * @returns the last one of this batch, if any
   */
  private async count(runner: QueryRunner, after: string): Promise<string | undefined> {
    const rows = (await runner.query(
      `select distinct conversation_id as id from participants where conversation_id > $1 and sent_count is null
        order by 1 limit ${BATCH}`,
      [after],
    )) as { id: string }[];
    const ids = rows.map(({ id }) => id);
    await runner.startTransaction();
    // The lock blocks sends to these conversations until they are counted. The count is a second statement, so that it
    // sees the messages that were sent before the lock.
    await runner.query(`select id from conversations where id = any ($1) order by id for no key update`, [ids]);
    await runner.query(
      `update participants p
          set sent_count = (
                select count(*) from messages m
                 where m.conversation_id = p.conversation_id and m.sender_id = p.user_id),
              read_count = (
                select count(*) from messages m
                 where m.conversation_id = p.conversation_id and m.seq <= p.read_seq and m.sender_id <> p.user_id)
        where p.conversation_id = any ($1) and p.sent_count is null`,
      [ids],
    );
    await runner.commitTransaction();
    return ids.at(-1);
  }

  /**
   * Adds NOT NULL by way of a check constraint, which is validated without blocking reads and writes. `SET NOT NULL`
   * alone would block them during its scan.
   */
  private async forbidNulls(runner: QueryRunner): Promise<void> {
    await retryOnLockTimeout(
      runner,
      `alter table participants drop constraint if exists participants_counted,
         add constraint participants_counted check (sent_count is not null and read_count is not null) not valid`,
    );
    await runner.query(`alter table participants validate constraint participants_counted`);
    await retryOnLockTimeout(
      runner,
      `ALTER TABLE "participants" ALTER COLUMN "sent_count" SET NOT NULL, ALTER COLUMN "read_count" SET NOT NULL`,
    );
    // In a separate statement: if the constraint were dropped in the same statement, `SET NOT NULL` would not use it
    // and scan the table.
    await retryOnLockTimeout(runner, `alter table participants drop constraint participants_counted`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop trigger participants_count on participants`);
    await runner.query(`drop function participants_count`);
    await runner.query(`ALTER TABLE "participants" DROP COLUMN "read_count", DROP COLUMN "sent_count"`);
  }
}
