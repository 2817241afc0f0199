-- Where each address stands, who uses it, and which names people give its host. The worker fills this from the texts,
-- behind saves and imports, so that neither waits for it.

ALTER TABLE "source_address" ADD COLUMN "status_at" TIMESTAMPTZ(3);
ALTER TABLE "source_address" ADD COLUMN "failing_since" TIMESTAMPTZ(3);
DROP INDEX "source_address_next_check_idx";
DROP INDEX "source_address_dead_idx";
CREATE INDEX "source_address_host_due_idx" ON "source_address" ("host", "next_check_at") WHERE "next_check_at" IS NOT NULL;
CREATE INDEX "source_address_care_idx" ON "source_address" ("status", "status_at" DESC, "id" DESC)
  WHERE "status" IN ('dead', 'redirected', 'unreachable', 'refused');

-- One address of a host is asked for at a time: whoever checks holds the host until `free_at`.
CREATE TABLE "source_host" (
    "host" TEXT PRIMARY KEY,
    -- The earliest check that one of its addresses waits for.
    "due_at" TIMESTAMPTZ(3),
    "free_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX "source_host_due_idx" ON "source_host" (greatest("due_at", "free_at")) WHERE "due_at" IS NOT NULL;

-- The texts that have an address, with the name that they give its publisher; '' for a cover image.
CREATE TABLE "source_use" (
    "address_id" INTEGER NOT NULL REFERENCES "source_address" ("id"),
    "revision_id" INTEGER NOT NULL,
    "event_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    PRIMARY KEY ("address_id", "revision_id")
);
CREATE INDEX "source_use_event_id_idx" ON "source_use" ("event_id");

-- How often each name is given to addresses of a host.
CREATE TABLE "source_name" (
    "host" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "uses" INTEGER NOT NULL,
    PRIMARY KEY ("host", "name")
);
CREATE INDEX "source_name_uses_idx" ON "source_name" ("host", "uses" DESC);

-- How far the texts are learned. Ids are given before their transactions end, so what lies below `frontier` is looked at again,
-- once everybody who was at work at `window_at` is done; then it is `confirmed`. One row.
CREATE TABLE "source_learning" (
    "id" INTEGER PRIMARY KEY DEFAULT 1 CHECK ("id" = 1),
    "frontier" INTEGER NOT NULL DEFAULT 0,
    "confirmed" INTEGER NOT NULL DEFAULT 0,
    "window_to" INTEGER,
    "window_at" TIMESTAMPTZ,
    CONSTRAINT "source_learning_window_is_whole" CHECK (("window_to" IS NULL) = ("window_at" IS NULL))
);
INSERT INTO "source_learning" DEFAULT VALUES;

-- Whether a text is what readers see, or what somebody proposes now.
CREATE FUNCTION is_current_text(event INTEGER, revision INTEGER) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT EXISTS (SELECT FROM event e WHERE e.id = $1 AND e.published_revision_id = $2)
      OR EXISTS (SELECT FROM proposal p WHERE p.event_id = $1 AND p.revision_id = $2 AND p.state IN ('draft', 'in_review', 'changes_requested'))
$$;

CREATE INDEX "publisher_domain_prefix_idx" ON "publisher_domain" ("domain" text_pattern_ops);
