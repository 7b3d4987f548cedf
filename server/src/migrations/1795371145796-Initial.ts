import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Initial1795371145796 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "conversations" ("id" uuid NOT NULL, "kind" text NOT NULL, "last_seq" integer NOT NULL DEFAULT '0', "last_rev" integer NOT NULL DEFAULT '0', "last_activity_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "conversations_kind" CHECK (kind in ('direct', 'group')), CONSTRAINT "conversations_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE TABLE "participants" ("conversation_id" uuid NOT NULL, "user_id" uuid NOT NULL, "read_seq" integer NOT NULL DEFAULT '0', "read_seq_shown" integer NOT NULL DEFAULT '0', "delivered_seq" integer NOT NULL DEFAULT '0', "joined_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "participants_pkey" PRIMARY KEY ("conversation_id", "user_id"))`,
    );
    await runner.query(`CREATE INDEX "participants_user" ON "participants"  ("user_id") `);
    await runner.query(
      `CREATE TABLE "messages" ("conversation_id" uuid NOT NULL, "seq" integer NOT NULL, "id" uuid NOT NULL, "sender_id" uuid NOT NULL, "content" text NOT NULL, "client_message_id" character varying(64), "reply_to" uuid, "rev" integer NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "messages_client_message_id" UNIQUE ("conversation_id", "sender_id", "client_message_id"), CONSTRAINT "messages_id" UNIQUE ("conversation_id", "id"), CONSTRAINT "messages_pkey" PRIMARY KEY ("conversation_id", "seq"))`,
    );
    await runner.query(
      `CREATE TABLE "users" ("id" uuid NOT NULL, "name" character varying(100) NOT NULL, "email" character varying(254) NOT NULL, "password_hash" text NOT NULL, "online" boolean NOT NULL DEFAULT false, "last_seen_at" TIMESTAMP WITH TIME ZONE, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "users_email_lower" CHECK (email = lower(email)), CONSTRAINT "users_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE UNIQUE INDEX "users_email" ON "users"  ("email") `);
    await runner.query(`CREATE INDEX "users_online" ON "users"  ("id") WHERE online`);
    await runner.query(`CREATE INDEX "users_name" ON "users"  ("name", "id") `);
    await runner.query(
      `ALTER TABLE "participants" ADD CONSTRAINT "participants_conversation_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "participants" ADD CONSTRAINT "participants_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "messages" ADD CONSTRAINT "messages_sender_fkey" FOREIGN KEY ("conversation_id", "sender_id") REFERENCES "participants"("conversation_id","user_id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "messages" ADD CONSTRAINT "messages_reply_fkey" FOREIGN KEY ("conversation_id", "reply_to") REFERENCES "messages"("conversation_id","id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "messages" DROP CONSTRAINT "messages_reply_fkey"`);
    await runner.query(`ALTER TABLE "messages" DROP CONSTRAINT "messages_sender_fkey"`);
    await runner.query(`ALTER TABLE "participants" DROP CONSTRAINT "participants_user_fkey"`);
    await runner.query(`ALTER TABLE "participants" DROP CONSTRAINT "participants_conversation_fkey"`);
    await runner.query(`DROP INDEX "public"."users_name"`);
    await runner.query(`DROP INDEX "public"."users_online"`);
    await runner.query(`DROP INDEX "public"."users_email"`);
    await runner.query(`DROP TABLE "users"`);
    await runner.query(`DROP TABLE "messages"`);
    await runner.query(`DROP INDEX "public"."participants_user"`);
    await runner.query(`DROP TABLE "participants"`);
    await runner.query(`DROP TABLE "conversations"`);
  }
}
