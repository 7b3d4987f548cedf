import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Insights1795374264457 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "insight_claims" ("conversation_id" uuid NOT NULL, "holder" uuid NOT NULL, "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL, "failure" jsonb, CONSTRAINT "insight_claims_pkey" PRIMARY KEY ("conversation_id"))`,
    );
    await runner.query(
      `CREATE TABLE "insights" ("conversation_id" uuid NOT NULL, "id" uuid NOT NULL, "summary" text NOT NULL, "items" jsonb NOT NULL, "dropped_items" integer NOT NULL, "generator" text NOT NULL, "model" text, "from_seq" integer NOT NULL, "to_seq" integer NOT NULL, "covered_messages" integer NOT NULL, "skipped_messages" integer NOT NULL, "requested_by" uuid NOT NULL, "prompt_tokens" integer, "completion_tokens" integer, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "insights_id" UNIQUE ("conversation_id", "id"), CONSTRAINT "insights_generator" CHECK (generator in ('openai', 'extractive')), CONSTRAINT "insights_pkey" PRIMARY KEY ("conversation_id"))`,
    );
    await runner.query(
      `CREATE TABLE "model_calls" ("id" uuid NOT NULL, "conversation_id" uuid NOT NULL, "requested_by" uuid NOT NULL, "model" text NOT NULL, "host" text NOT NULL, "from_seq" integer NOT NULL, "to_seq" integer NOT NULL, "attempts" integer NOT NULL DEFAULT '0', "prompt_tokens" integer, "completion_tokens" integer, "outcome" text NOT NULL DEFAULT 'started', "started_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "ended_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "model_calls_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "model_calls_conversation" ON "model_calls"  ("conversation_id") `);
    await runner.query(
      `ALTER TABLE "insight_claims" ADD CONSTRAINT "insight_claims_conversation_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "insights" ADD CONSTRAINT "insights_conversation_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "insights" ADD CONSTRAINT "insights_requested_by_fkey" FOREIGN KEY ("requested_by") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "insights" DROP CONSTRAINT "insights_requested_by_fkey"`);
    await runner.query(`ALTER TABLE "insights" DROP CONSTRAINT "insights_conversation_fkey"`);
    await runner.query(`ALTER TABLE "insight_claims" DROP CONSTRAINT "insight_claims_conversation_fkey"`);
    await runner.query(`DROP INDEX "public"."model_calls_conversation"`);
    await runner.query(`DROP TABLE "model_calls"`);
    await runner.query(`DROP TABLE "insights"`);
    await runner.query(`DROP TABLE "insight_claims"`);
  }
}
