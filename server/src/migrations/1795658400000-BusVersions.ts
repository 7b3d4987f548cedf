import type { MigrationInterface, QueryRunner } from 'typeorm';

export class BusVersions1795658400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "nodes" ADD "bus_version" smallint NOT NULL DEFAULT '1'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "nodes" DROP COLUMN "bus_version"`);
  }
}
