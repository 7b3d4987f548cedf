import type { MigrationInterface, QueryRunner } from 'typeorm';
import { whenFree } from '../platform/database/when-free.js';

/** How many conversations are counted at once: so long their senders wait. */
const BATCH = 20;

/**
 * Counts what each participant has sent and read. Conversations are counted a few at a time, each time in a transaction of
 * their own, while the running version serves. What is interrupted is done again by the next start.
 */
export class UnreadCounters1795680000000 implements MigrationInterface {
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await whenFree(
      runner,
      `ALTER TABLE "participants" ADD COLUMN IF NOT EXISTS "sent_count" integer, ADD COLUMN IF NOT EXISTS "read_count" integer`,
    );
    // For the version before this one, which moves positions and does not count: the next one drops this. What this version
    // moves changes a counter, but for a mark that overlaps with a send; that is counted anew, with the same result.
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
    await whenFree(
      runner,
      `create or replace trigger participants_count before update on participants for each row
        when (new.read_seq > old.read_seq and new.sent_count = old.sent_count and new.read_count = old.read_count)
        execute function participants_count()`,
    );
    // Not before: of a conversation that is new in between, nobody would have counted the messages.
    await whenFree(
      runner,
      `ALTER TABLE "participants" ALTER COLUMN "sent_count" SET DEFAULT '0', ALTER COLUMN "read_count" SET DEFAULT '0'`,
    );
    for (let last: string | undefined = '00000000-0000-0000-0000-000000000000'; last;)
      last = await this.count(runner, last);
    await this.forbidNulls(runner);
  }

  /** Counts in the next conversations after one. @returns the last of them, if there was one */
  private async count(runner: QueryRunner, after: string): Promise<string | undefined> {
    const rows = (await runner.query(
      `select distinct conversation_id as id from participants where conversation_id > $1 and sent_count is null
        order by 1 limit ${BATCH}`,
      [after],
    )) as { id: string }[];
    const ids = rows.map(({ id }) => id);
    await runner.startTransaction();
    // Nothing is sent to them until they are counted. Two statements: the second sees what was sent before the lock.
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

  /** By way of a constraint, which is validated while everybody reads and writes: `SET NOT NULL` alone would lock them out meanwhile. */
  private async forbidNulls(runner: QueryRunner): Promise<void> {
    await whenFree(
      runner,
      `alter table participants drop constraint if exists participants_counted,
         add constraint participants_counted check (sent_count is not null and read_count is not null) not valid`,
    );
    await runner.query(`alter table participants validate constraint participants_counted`);
    await whenFree(
      runner,
      `ALTER TABLE "participants" ALTER COLUMN "sent_count" SET NOT NULL, ALTER COLUMN "read_count" SET NOT NULL`,
    );
    // By itself: dropped in the same statement, it would not be relied on.
    await whenFree(runner, `alter table participants drop constraint participants_counted`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop trigger participants_count on participants`);
    await runner.query(`drop function participants_count`);
    await runner.query(`ALTER TABLE "participants" DROP COLUMN "read_count", DROP COLUMN "sent_count"`);
  }
}
