-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "role" AS ENUM ('editor', 'reviewer', 'admin');

-- CreateEnum
CREATE TYPE "channel" AS ENUM ('screen', 'api', 'cli', 'import');

-- CreateEnum
CREATE TYPE "proposal_state" AS ENUM ('draft', 'in_review', 'changes_requested', 'approved', 'discarded');

-- CreateTable
CREATE TABLE "person" (
    "id" SERIAL NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" "role" NOT NULL,
    "password_hash" TEXT,
    "session_epoch" INTEGER NOT NULL DEFAULT 1,
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "token" (
    "id" SERIAL NOT NULL,
    "person_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "secret_hash" TEXT NOT NULL,
    "scopes" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "setup_link" (
    "secret_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "setup_link_pkey" PRIMARY KEY ("secret_hash")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL,
    "expire" TIMESTAMP(3),

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "context" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "folded" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT '',
    "wikidata_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "context_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "context_alias" (
    "id" SERIAL NOT NULL,
    "context_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "folded" TEXT NOT NULL,

    CONSTRAINT "context_alias_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event" (
    "id" SERIAL NOT NULL,
    "day" DATE NOT NULL,
    "title" TEXT NOT NULL,
    "slug" TEXT,
    "path" TEXT,
    "published_revision_id" INTEGER,
    "published_at" TIMESTAMPTZ(3),
    "imported_hash" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "revision" (
    "id" SERIAL NOT NULL,
    "event_id" INTEGER NOT NULL,
    "proposal_id" INTEGER,
    "day" DATE NOT NULL,
    "topic" TEXT NOT NULL,
    "headline" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "sources" JSONB NOT NULL,
    "contexts" INTEGER[],
    "related" JSONB NOT NULL,
    "kept" JSONB NOT NULL,
    "hash" TEXT NOT NULL,
    "author_id" INTEGER NOT NULL,
    "channel" "channel" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "revision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "proposal" (
    "id" SERIAL NOT NULL,
    "event_id" INTEGER NOT NULL,
    "state" "proposal_state" NOT NULL,
    "revision_id" INTEGER,
    "base_revision_id" INTEGER,
    "version" INTEGER NOT NULL DEFAULT 1,
    "opened_by" INTEGER NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "submitted_at" TIMESTAMPTZ(3),
    "decided_by" INTEGER,
    "decided_at" TIMESTAMPTZ(3),
    "reason" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "proposal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "publication" (
    "id" SERIAL NOT NULL,
    "event_id" INTEGER NOT NULL,
    "revision_id" INTEGER NOT NULL,
    "proposal_id" INTEGER,
    "hash" TEXT NOT NULL,
    "approved_by" INTEGER NOT NULL,
    "channel" "channel" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "publication_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "day" (
    "day" DATE NOT NULL,
    "order_id" INTEGER,
    "version" INTEGER NOT NULL DEFAULT 1,
    "imported_hash" TEXT,

    CONSTRAINT "day_pkey" PRIMARY KEY ("day")
);

-- CreateTable
CREATE TABLE "day_order" (
    "id" SERIAL NOT NULL,
    "day" DATE NOT NULL,
    "entries" JSONB NOT NULL,
    "kept" JSONB NOT NULL,
    "author_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "day_order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "prose_page" (
    "path" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3),
    "imported_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "prose_page_pkey" PRIMARY KEY ("path")
);

-- CreateTable
CREATE TABLE "audit_fact" (
    "id" SERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_id" INTEGER,
    "channel" "channel" NOT NULL,
    "verb" TEXT NOT NULL,
    "event_id" INTEGER,
    "proposal_id" INTEGER,
    "reason" TEXT,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "audit_fact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "archive_state" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "version" INTEGER NOT NULL DEFAULT 1,
    "identity" UUID NOT NULL DEFAULT gen_random_uuid(),

    CONSTRAINT "archive_state_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "person_email_key" ON "person"("email");

-- CreateIndex
CREATE UNIQUE INDEX "token_secret_hash_key" ON "token"("secret_hash");

-- CreateIndex
CREATE INDEX "token_person_id_idx" ON "token"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "context_folded_key" ON "context"("folded");

-- CreateIndex
CREATE UNIQUE INDEX "context_alias_folded_key" ON "context_alias"("folded");

-- CreateIndex
CREATE INDEX "context_alias_context_id_idx" ON "context_alias"("context_id");

-- CreateIndex
CREATE UNIQUE INDEX "event_path_key" ON "event"("path");

-- CreateIndex
CREATE UNIQUE INDEX "event_published_revision_id_key" ON "event"("published_revision_id");

-- CreateIndex
CREATE INDEX "event_day_id_idx" ON "event"("day", "id");

-- CreateIndex
CREATE INDEX "event_published_at_id_idx" ON "event"("published_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "revision_event_id_id_idx" ON "revision"("event_id", "id");

-- CreateIndex
CREATE INDEX "revision_proposal_id_idx" ON "revision"("proposal_id");

-- CreateIndex
CREATE INDEX "proposal_event_id_idx" ON "proposal"("event_id");

-- CreateIndex
CREATE INDEX "proposal_opened_by_state_updated_at_idx" ON "proposal"("opened_by", "state", "updated_at" DESC);

-- CreateIndex
CREATE INDEX "publication_event_id_id_idx" ON "publication"("event_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "day_order_id_key" ON "day"("order_id");

-- CreateIndex
CREATE INDEX "day_order_day_id_idx" ON "day_order"("day", "id");

-- CreateIndex
CREATE INDEX "audit_fact_event_id_id_idx" ON "audit_fact"("event_id", "id");

-- CreateIndex
CREATE INDEX "audit_fact_proposal_id_id_idx" ON "audit_fact"("proposal_id", "id");

-- AddForeignKey
ALTER TABLE "token" ADD CONSTRAINT "token_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "context_alias" ADD CONSTRAINT "context_alias_context_id_fkey" FOREIGN KEY ("context_id") REFERENCES "context"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_published_revision_id_fkey" FOREIGN KEY ("published_revision_id") REFERENCES "revision"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "revision" ADD CONSTRAINT "revision_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "revision" ADD CONSTRAINT "revision_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "proposal"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_revision_id_fkey" FOREIGN KEY ("revision_id") REFERENCES "revision"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_base_revision_id_fkey" FOREIGN KEY ("base_revision_id") REFERENCES "revision"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publication" ADD CONSTRAINT "publication_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "day" ADD CONSTRAINT "day_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "day_order"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "day_order" ADD CONSTRAINT "day_order_day_fkey" FOREIGN KEY ("day") REFERENCES "day"("day") ON DELETE RESTRICT ON UPDATE CASCADE;
