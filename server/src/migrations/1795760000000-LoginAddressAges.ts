import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Only adds: the index is built concurrently with logins, which requires a statement outside a transaction. It can be
 * run again after a failure.
 */
export class LoginAddressAges1795760000000 implements MigrationInterface {
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    // An interrupted attempt leaves an invalid index.
    await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS "login_addresses_used_at"`);
    await runner.query(`CREATE INDEX CONCURRENTLY "login_addresses_used_at" ON "login_addresses" ("used_at")`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "login_addresses_used_at"`);
  }
}
