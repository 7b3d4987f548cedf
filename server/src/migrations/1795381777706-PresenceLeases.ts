import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PresenceLeases1795381777706 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "node_users" ("user_id" uuid NOT NULL, "node_id" uuid NOT NULL, CONSTRAINT "node_users_pkey" PRIMARY KEY ("user_id", "node_id"))`,
    );
    await runner.query(`CREATE INDEX "node_users_node" ON "node_users"  ("node_id") `);
    await runner.query(
      `CREATE TABLE "nodes" ("id" uuid NOT NULL, "lease_expires_at" TIMESTAMP WITH TIME ZONE NOT NULL, "ended" boolean NOT NULL DEFAULT false, CONSTRAINT "nodes_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "users_last_seen_at" ON "users"  ("last_seen_at") `);
    await runner.query(
      `ALTER TABLE "node_users" ADD CONSTRAINT "node_users_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "node_users" ADD CONSTRAINT "node_users_node_fkey" FOREIGN KEY ("node_id") REFERENCES "nodes"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "node_users" DROP CONSTRAINT "node_users_node_fkey"`);
    await runner.query(`ALTER TABLE "node_users" DROP CONSTRAINT "node_users_user_fkey"`);
    await runner.query(`DROP INDEX "public"."users_last_seen_at"`);
    await runner.query(`DROP TABLE "nodes"`);
    await runner.query(`DROP INDEX "public"."node_users_node"`);
    await runner.query(`DROP TABLE "node_users"`);
  }
}
