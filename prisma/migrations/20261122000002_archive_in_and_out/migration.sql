-- The log of changes to the published archive, what exports go to, and the runs of exports and imports.

CREATE TYPE "change_kind" AS ENUM ('published', 'updated', 'withdrawn', 'day', 'prose');
CREATE TYPE "target_kind" AS ENUM ('folder', 'git');
CREATE TYPE "run_kind" AS ENUM ('export', 'import');
CREATE TYPE "run_state" AS ENUM ('waiting', 'running', 'done', 'failed', 'cancelled');
CREATE TYPE "run_cause" AS ENUM ('hand', 'api', 'cli', 'schedule', 'approval', 'retry');
CREATE TYPE "settle_kind" AS ENUM ('same-event', 'ambiguous-contexts', 'missing-link');

-- A withdrawal is a proposal too: its text is the published one, and its approval takes the page away.
ALTER TABLE "proposal" ADD COLUMN "withdraws" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "proposal" ADD COLUMN "redirect_to" INTEGER REFERENCES "event" ("id");
ALTER TABLE "proposal" ADD COLUMN "withdrawal_reason" TEXT;
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_only_withdrawals_redirect" CHECK ("redirect_to" IS NULL OR "withdraws");
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_withdrawal_says_why" CHECK ("withdraws" = ("withdrawal_reason" IS NOT NULL));
ALTER TABLE "event" ADD COLUMN "withdrawn_at" TIMESTAMPTZ(3);
ALTER TABLE "event" ADD COLUMN "redirect_to" INTEGER REFERENCES "event" ("id");
ALTER TABLE "event" ADD CONSTRAINT "event_withdrawn_is_not_live" CHECK ("withdrawn_at" IS NULL OR "published_revision_id" IS NULL);

-- Free prose, each text that it ever had.
CREATE TABLE "prose_version" (
    "id" SERIAL PRIMARY KEY,
    "path" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX "prose_version_path_id_idx" ON "prose_version" ("path", "id");
ALTER TABLE "prose_page" ADD COLUMN "version_id" INTEGER REFERENCES "prose_version" ("id");

-- What changed for readers, in the order of the commits: positions have no gaps, because they are given under the
-- lock of archive_state, which a transaction takes last. An instant therefore names one state of the archive for ever.
ALTER TABLE "archive_state" DROP COLUMN "version";
ALTER TABLE "archive_state" ADD COLUMN "position" INTEGER NOT NULL DEFAULT 0;
CREATE TABLE "archive_change" (
    "position" INTEGER PRIMARY KEY,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" "change_kind" NOT NULL,
    "path" TEXT NOT NULL,
    "day" DATE,
    "event_id" INTEGER REFERENCES "event" ("id"),
    "publication_id" INTEGER REFERENCES "publication" ("id"),
    "order_id" INTEGER REFERENCES "day_order" ("id"),
    "prose_id" INTEGER REFERENCES "prose_version" ("id"),
    "redirect" TEXT
);
CREATE INDEX "archive_change_event_id_position_idx" ON "archive_change" ("event_id", "position") WHERE "event_id" IS NOT NULL;
CREATE INDEX "archive_change_day_position_idx" ON "archive_change" ("day", "position") WHERE "kind" = 'day';
CREATE INDEX "archive_change_prose_position_idx" ON "archive_change" ("path", "position") WHERE "kind" = 'prose';
CREATE INDEX "archive_change_at_idx" ON "archive_change" ("at", "position");

-- Which published texts name an event: their pages show its title.
CREATE FUNCTION related_events(jsonb) RETURNS integer[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$ SELECT coalesce(array_agg((item ->> 'event')::integer) FILTER (WHERE item ? 'event'), '{}') FROM jsonb_array_elements($1) AS item $$;
CREATE INDEX "revision_related_events_idx" ON "revision" USING gin (related_events("related"));

-- What an archive had before it kept this log.
INSERT INTO "prose_version" ("path", "text", "at") SELECT "path", "text", coalesce("published_at", "imported_at") FROM "prose_page";
UPDATE "prose_page" p SET "version_id" = v."id" FROM "prose_version" v WHERE v."path" = p."path";
INSERT INTO "archive_change" ("position", "at", "kind", "path", "day", "event_id", "publication_id", "order_id", "prose_id")
  SELECT row_number() OVER (ORDER BY at, path, id), at, kind, path, day, event_id, publication_id, order_id, prose_id FROM (
    SELECT p.at, CASE WHEN p.id = min(p.id) OVER (PARTITION BY p.event_id) THEN 'published' ELSE 'updated' END::change_kind AS kind,
      e.path, e.day, e.id AS event_id, p.id AS publication_id, NULL::int AS order_id, NULL::int AS prose_id, p.id
      FROM publication p JOIN event e ON e.id = p.event_id
    UNION ALL
    SELECT at, 'day', to_char(day, '"news/"YYYY/MM/FMDD"/index.md"'), day, NULL, NULL, id, NULL, id FROM day_order
    UNION ALL
    SELECT p.published_at, 'prose', p.path, NULL, NULL, NULL, NULL, p.version_id, 0 FROM prose_page p WHERE p.published_at IS NOT NULL
  ) AS past;
UPDATE "archive_state" SET "position" = (SELECT count(*) FROM "archive_change");

CREATE TRIGGER immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON "archive_change" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON "prose_version" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Where exports go. A run that takes a target raises its fence: an older run that wakes up later writes nothing.
CREATE TABLE "export_target" (
    "id" SERIAL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "kind" "target_kind" NOT NULL,
    "place" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "schedule" TEXT,
    "on_approval" BOOLEAN NOT NULL DEFAULT false,
    "debounce_seconds" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "fence" INTEGER NOT NULL DEFAULT 0,
    "held" JSONB,
    -- The last change of the archive that a run of this target was begun for, or has seen.
    "seen_position" INTEGER NOT NULL DEFAULT 0,
    "created_by" INTEGER NOT NULL REFERENCES "person" ("id"),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3)
);
CREATE UNIQUE INDEX "export_target_name_key" ON "export_target" (fold("name")) WHERE "removed_at" IS NULL;

-- Uploaded archives wait here for a worker, whichever machine it runs on.
CREATE TABLE "upload" (
    "id" SERIAL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "sha256" TEXT NOT NULL,
    "created_by" INTEGER NOT NULL REFERENCES "person" ("id"),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE "upload_part" (
    "upload_id" INTEGER NOT NULL REFERENCES "upload" ("id") ON DELETE CASCADE,
    "n" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,
    PRIMARY KEY ("upload_id", "n")
);

CREATE TABLE "archive_run" (
    "id" SERIAL PRIMARY KEY,
    "kind" "run_kind" NOT NULL,
    "state" "run_state" NOT NULL DEFAULT 'waiting',
    "cause" "run_cause" NOT NULL,
    "target_id" INTEGER REFERENCES "export_target" ("id"),
    "upload_id" INTEGER REFERENCES "upload" ("id") ON DELETE SET NULL,
    "options" JSONB NOT NULL DEFAULT '{}',
    "person_id" INTEGER REFERENCES "person" ("id"),
    "idempotency_key" TEXT,
    "request_hash" TEXT,
    "not_before" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "fence" INTEGER,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "worker" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "cancel_asked_at" TIMESTAMPTZ(3),
    "progress" JSONB NOT NULL DEFAULT '{}',
    "report" JSONB,
    "problem" TEXT,
    "retry_of" INTEGER REFERENCES "archive_run" ("id"),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    CONSTRAINT "archive_run_export_has_target" CHECK ("kind" <> 'export' OR "target_id" IS NOT NULL),
    CONSTRAINT "archive_run_failed_says_why" CHECK ("state" <> 'failed' OR "problem" IS NOT NULL)
);
CREATE UNIQUE INDEX "archive_run_one_per_target_key" ON "archive_run" ("target_id") WHERE "state" = 'running';
CREATE UNIQUE INDEX "archive_run_one_import_key" ON "archive_run" ("kind") WHERE "state" = 'running' AND "kind" = 'import';
CREATE UNIQUE INDEX "archive_run_idempotency_key" ON "archive_run" ("person_id", "idempotency_key") WHERE "idempotency_key" IS NOT NULL;
CREATE INDEX "archive_run_waiting_idx" ON "archive_run" ("not_before", "id") WHERE "state" = 'waiting';
CREATE INDEX "archive_run_running_idx" ON "archive_run" ("lease_until") WHERE "state" = 'running';
CREATE INDEX "archive_run_target_id_idx" ON "archive_run" ("target_id", "id" DESC);
CREATE INDEX "archive_run_kind_idx" ON "archive_run" ("kind", "id" DESC);

-- What a run said on its way.
CREATE TABLE "run_line" (
    "run_id" INTEGER NOT NULL REFERENCES "archive_run" ("id") ON DELETE CASCADE,
    "n" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "level" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    PRIMARY KEY ("run_id", "n")
);

-- Its plan, file by file: of an export what is added, changed and removed, of an import what is not exact.
CREATE TABLE "run_file" (
    "run_id" INTEGER NOT NULL REFERENCES "archive_run" ("id") ON DELETE CASCADE,
    "n" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "line" INTEGER,
    "detail" TEXT,
    PRIMARY KEY ("run_id", "n")
);
CREATE INDEX "run_file_outcome_idx" ON "run_file" ("run_id", "outcome", "n");

-- What an import found and only an editor can decide. The key makes a second import find the same thing, not another.
CREATE TABLE "settle_item" (
    "id" SERIAL PRIMARY KEY,
    "kind" "settle_kind" NOT NULL,
    "key" TEXT NOT NULL UNIQUE,
    "day" DATE NOT NULL,
    "events" INTEGER[] NOT NULL,
    "detail" JSONB NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settled_at" TIMESTAMPTZ(3),
    "settled_by" INTEGER REFERENCES "person" ("id"),
    "settled_as" TEXT,
    CONSTRAINT "settle_item_settled_by_somebody" CHECK (("settled_at" IS NULL) = ("settled_by" IS NULL))
);
CREATE INDEX "settle_item_open_idx" ON "settle_item" ("kind", "id") WHERE "settled_at" IS NULL;

-- Who is told what, and what came of each telling.
CREATE TABLE "webhook" (
    "id" SERIAL PRIMARY KEY,
    "url" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "topics" TEXT[] NOT NULL,
    "seen_position" INTEGER NOT NULL DEFAULT 0,
    "created_by" INTEGER NOT NULL REFERENCES "person" ("id"),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3)
);
CREATE TABLE "webhook_delivery" (
    "id" SERIAL PRIMARY KEY,
    "webhook_id" INTEGER NOT NULL REFERENCES "webhook" ("id"),
    "topic" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) DEFAULT CURRENT_TIMESTAMP,
    "delivered_at" TIMESTAMPTZ(3),
    "problem" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX "webhook_delivery_due_idx" ON "webhook_delivery" ("due_at") WHERE "due_at" IS NOT NULL;
CREATE INDEX "webhook_delivery_webhook_id_idx" ON "webhook_delivery" ("webhook_id", "id" DESC);

-- The pages of the usual export, made ahead by the worker. They only save time: what a crash of the server takes away is made again.
CREATE UNLOGGED TABLE "ready_page" (
    "path" TEXT COLLATE "C" PRIMARY KEY,
    "text" TEXT NOT NULL,
    "missing" JSONB
);
ALTER TABLE "ready_page" ALTER COLUMN "text" SET STORAGE EXTERNAL;
CREATE UNLOGGED TABLE "ready_state" (
    "id" INTEGER PRIMARY KEY DEFAULT 1 CHECK ("id" = 1),
    "key" TEXT NOT NULL,
    "position" INTEGER NOT NULL
);
