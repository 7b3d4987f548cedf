import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Only adds: the index is built beside the logins, which takes a statement of its own. It can be run again after it has failed. */
export class LoginAddressAges1795760000000 implements MigrationInterface {
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    // An attempt that was interrupted leaves one that is not valid.
    await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS "login_addresses_used_at"`);
    await runner.query(`CREATE INDEX CONCURRENTLY "login_addresses_used_at" ON "login_addresses" ("used_at")`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "login_addresses_used_at"`);
  }
}
