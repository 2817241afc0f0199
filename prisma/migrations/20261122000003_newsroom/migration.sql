-- Many people at one archive: merging saves, comments, scheduled approvals, sign-offs, evidence, notices, sessions.

-- Repeated saves: a key stands for one save of its author. What somebody sent is kept beside what it was merged into.
ALTER TABLE "revision" ADD COLUMN "save_key" TEXT;
CREATE UNIQUE INDEX "revision_save_key" ON "revision" ("author_id", "save_key") WHERE "save_key" IS NOT NULL;

-- Who has an entry open. Lost with a crash, and nobody misses it.
CREATE UNLOGGED TABLE "presence" (
    "event_id" INTEGER NOT NULL,
    "person_id" INTEGER NOT NULL,
    "tab" TEXT NOT NULL,
    "writes" BOOLEAN NOT NULL DEFAULT false,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY ("event_id", "person_id", "tab")
);
CREATE INDEX "presence_seen_at_idx" ON "presence" ("seen_at");

-- Review: an approval for later is bound to the hash that was seen, like one at once.
ALTER TABLE "proposal" ADD COLUMN "assigned_to" INTEGER REFERENCES "person" ("id");
ALTER TABLE "proposal" ADD COLUMN "publish_at" TIMESTAMPTZ(3);
ALTER TABLE "proposal" ADD COLUMN "scheduled_by" INTEGER REFERENCES "person" ("id");
ALTER TABLE "proposal" ADD COLUMN "scheduled_hash" TEXT;
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_schedule_is_whole"
  CHECK (("publish_at" IS NULL) = ("scheduled_by" IS NULL) AND ("publish_at" IS NULL) = ("scheduled_hash" IS NULL));
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_scheduled_is_in_review" CHECK ("publish_at" IS NULL OR "state" = 'in_review');
CREATE INDEX "proposal_publish_at_idx" ON "proposal" ("publish_at") WHERE "publish_at" IS NOT NULL;
CREATE INDEX "proposal_assigned_idx" ON "proposal" ("assigned_to", "submitted_at", "id") WHERE "state" = 'in_review' AND "assigned_to" IS NOT NULL;

CREATE TABLE "comment_thread" (
    "id" SERIAL PRIMARY KEY,
    "event_id" INTEGER NOT NULL REFERENCES "event" ("id"),
    "proposal_id" INTEGER NOT NULL REFERENCES "proposal" ("id"),
    -- The text that was read when the thread began.
    "revision_id" INTEGER NOT NULL REFERENCES "revision" ("id"),
    -- A field of the text; '' is the proposal as a whole.
    "field" TEXT NOT NULL,
    "opened_by" INTEGER NOT NULL REFERENCES "person" ("id"),
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_by" INTEGER REFERENCES "person" ("id"),
    "resolved_at" TIMESTAMPTZ(3),
    CONSTRAINT "comment_thread_resolved_is_whole" CHECK (("resolved_by" IS NULL) = ("resolved_at" IS NULL))
);
CREATE INDEX "comment_thread_event_id_idx" ON "comment_thread" ("event_id", "id");
CREATE INDEX "comment_thread_proposal_id_idx" ON "comment_thread" ("proposal_id", "id");
CREATE TABLE "comment" (
    "id" SERIAL PRIMARY KEY,
    "thread_id" INTEGER NOT NULL REFERENCES "comment_thread" ("id"),
    "author_id" INTEGER NOT NULL REFERENCES "person" ("id"),
    "text" TEXT NOT NULL,
    "mentions" INTEGER[] NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX "comment_thread_id_id_idx" ON "comment" ("thread_id", "id");
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON "comment" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A page keeps every address that it ever had. What a publication's page was called then:
CREATE TABLE "former_path" (
    "path" TEXT PRIMARY KEY,
    "event_id" INTEGER NOT NULL REFERENCES "event" ("id"),
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX "former_path_event_id_idx" ON "former_path" ("event_id");
ALTER TABLE "publication" ADD COLUMN "path" TEXT;
ALTER TABLE "publication" DISABLE TRIGGER immutable;
UPDATE "publication" p SET "path" = e."path" FROM "event" e WHERE e."id" = p."event_id";
ALTER TABLE "publication" ENABLE TRIGGER immutable;
ALTER TABLE "publication" ALTER COLUMN "path" SET NOT NULL;

-- A reviewer signs a day off as it stood: `content` is the hash of its order and published texts. Immutable.
CREATE TABLE "day_sign_off" (
    "id" SERIAL PRIMARY KEY,
    "day" DATE NOT NULL,
    "person_id" INTEGER NOT NULL REFERENCES "person" ("id"),
    "signed" BOOLEAN NOT NULL,
    "content" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX "day_sign_off_day_id_idx" ON "day_sign_off" ("day", "id" DESC);
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON "day_sign_off" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Evidence: publishers under managed names, and what is known of each address that a source has.
CREATE TABLE "publisher" (
    "id" SERIAL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "folded" TEXT NOT NULL GENERATED ALWAYS AS (fold("name")) STORED,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE UNIQUE INDEX "publisher_folded_key" ON "publisher" ("folded");
CREATE INDEX "publisher_folded_prefix_idx" ON "publisher" ("folded" text_pattern_ops);
CREATE TABLE "publisher_domain" (
    "domain" TEXT PRIMARY KEY,
    "publisher_id" INTEGER NOT NULL REFERENCES "publisher" ("id") ON DELETE CASCADE
);
CREATE INDEX "publisher_domain_publisher_id_idx" ON "publisher_domain" ("publisher_id");
CREATE TYPE "address_status" AS ENUM ('unchecked', 'alive', 'redirected', 'dead', 'unreachable', 'refused');
CREATE TABLE "source_address" (
    "id" SERIAL PRIMARY KEY,
    -- The normalised form; two spellings of one address are one row.
    "address" TEXT NOT NULL,
    -- As it was written first: what is fetched.
    "url" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "status" "address_status" NOT NULL DEFAULT 'unchecked',
    "http_status" INTEGER,
    "redirect" TEXT,
    "problem" TEXT,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "checked_at" TIMESTAMPTZ(3),
    "seen_at" TIMESTAMPTZ(3),
    "next_check_at" TIMESTAMPTZ(3),
    "archived" TEXT,
    "archived_at" TIMESTAMPTZ(3)
);
CREATE UNIQUE INDEX "source_address_key" ON "source_address" (md5("address"));
CREATE INDEX "source_address_next_check_idx" ON "source_address" ("next_check_at") WHERE "next_check_at" IS NOT NULL;
CREATE INDEX "source_address_dead_idx" ON "source_address" ("checked_at" DESC) WHERE "status" = 'dead';

-- What was said of it that somebody has to hear: each fact waits here until notices were made of it, once.
CREATE TABLE "fact_to_tell" ("fact_id" INTEGER PRIMARY KEY);
CREATE FUNCTION tell_fact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO fact_to_tell (fact_id) VALUES (NEW.id);
  PERFORM pg_notify('dateline_facts', '');
  RETURN NULL;
END $$;
CREATE TRIGGER told AFTER INSERT ON "audit_fact" FOR EACH ROW
  WHEN (NEW.channel <> 'import' AND NEW.verb IN ('submit', 'pull-back', 'discard', 'request-changes', 'approve', 'withdraw', 'ask-withdrawal',
    'comment', 'resolve', 'assign', 'schedule', 'cancel-schedule', 'schedule-failed', 'sign-off', 'restore'))
  EXECUTE FUNCTION tell_fact();
CREATE TABLE "follow" (
    "person_id" INTEGER NOT NULL REFERENCES "person" ("id"),
    "event_id" INTEGER NOT NULL REFERENCES "event" ("id"),
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY ("person_id", "event_id")
);
CREATE INDEX "follow_event_id_idx" ON "follow" ("event_id");
CREATE TABLE "notification" (
    "id" SERIAL PRIMARY KEY,
    "person_id" INTEGER NOT NULL REFERENCES "person" ("id"),
    "fact_id" INTEGER NOT NULL REFERENCES "audit_fact" ("id"),
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "read_at" TIMESTAMPTZ(3),
    -- Set while mail is wanted of it and was not sent.
    "mail_due_at" TIMESTAMPTZ(3),
    UNIQUE ("person_id", "fact_id")
);
CREATE INDEX "notification_person_idx" ON "notification" ("person_id", "id" DESC);
CREATE INDEX "notification_unread_idx" ON "notification" ("person_id", "id" DESC) WHERE "read_at" IS NULL;
CREATE INDEX "notification_mail_idx" ON "notification" ("mail_due_at") WHERE "mail_due_at" IS NOT NULL;

-- People.
ALTER TABLE "person" ADD COLUMN "mail_notices" TEXT NOT NULL DEFAULT 'each' CHECK ("mail_notices" IN ('none', 'each', 'daily'));
-- Sealed with a key of the instance (lib/auth/sealing.ts).
ALTER TABLE "person" ADD COLUMN "totp_sealed" TEXT;
ALTER TABLE "person" ADD COLUMN "totp_since" TIMESTAMPTZ(3);
-- The last thirty seconds that a code was taken of: none counts twice.
ALTER TABLE "person" ADD COLUMN "totp_last_step" INTEGER;
CREATE TABLE "recovery_code" (
    "person_id" INTEGER NOT NULL REFERENCES "person" ("id") ON DELETE CASCADE,
    "code_hash" TEXT NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    PRIMARY KEY ("person_id", "code_hash")
);
CREATE TABLE "outside_identity" (
    "provider" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "person_id" INTEGER NOT NULL REFERENCES "person" ("id"),
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY ("provider", "subject")
);
-- One-time links: an invitation makes a person, a reset gives one a new password.
CREATE TABLE "invitation" (
    "id" SERIAL PRIMARY KEY,
    "secret_hash" TEXT NOT NULL UNIQUE,
    "email" TEXT NOT NULL CHECK ("email" = lower("email")),
    "name" TEXT NOT NULL DEFAULT '',
    "role" "role" NOT NULL,
    "invited_by" INTEGER NOT NULL REFERENCES "person" ("id"),
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3)
);
CREATE UNIQUE INDEX "invitation_open_key" ON "invitation" ("email") WHERE "used_at" IS NULL AND "revoked_at" IS NULL;
CREATE TABLE "password_reset" (
    "secret_hash" TEXT PRIMARY KEY,
    "person_id" INTEGER NOT NULL REFERENCES "person" ("id"),
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3)
);
CREATE INDEX "password_reset_person_id_idx" ON "password_reset" ("person_id");
CREATE TABLE "person_session" (
    "id" UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    "person_id" INTEGER NOT NULL REFERENCES "person" ("id"),
    "device" TEXT NOT NULL DEFAULT '',
    "address" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3)
);
CREATE INDEX "person_session_person_id_idx" ON "person_session" ("person_id") WHERE "ended_at" IS NULL;
ALTER TABLE "token" ADD COLUMN "expires_at" TIMESTAMPTZ(3);

-- What is the same for everybody. One row.
CREATE TABLE "newsroom_settings" (
    "id" INTEGER PRIMARY KEY DEFAULT 1 CHECK ("id" = 1),
    "four_eyes" BOOLEAN NOT NULL DEFAULT true,
    "least_sources" INTEGER NOT NULL DEFAULT 0 CHECK ("least_sources" BETWEEN 0 AND 9),
    "version" INTEGER NOT NULL DEFAULT 1
);
INSERT INTO "newsroom_settings" DEFAULT VALUES;

CREATE TABLE "saved_search" (
    "id" SERIAL PRIMARY KEY,
    "person_id" INTEGER NOT NULL REFERENCES "person" ("id"),
    "name" TEXT NOT NULL,
    -- The query of the address.
    "query" TEXT NOT NULL,
    "shared" BOOLEAN NOT NULL DEFAULT false,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE UNIQUE INDEX "saved_search_name_key" ON "saved_search" ("person_id", fold("name"));

-- The audit log is searched by time, person and verb.
CREATE INDEX "audit_fact_at_idx" ON "audit_fact" ("at", "id");
CREATE INDEX "audit_fact_actor_idx" ON "audit_fact" ("actor_id", "id");
CREATE INDEX "audit_fact_verb_idx" ON "audit_fact" ("verb", "id");

-- What is done to many entries at once is a run like any other.
ALTER TYPE "run_kind" ADD VALUE 'bulk';
