-- Reviewing: what is read by the queue's filters, and what is done to many entries at once.

-- Whether a proposal is a small fix is told by its text. What was looked at is remembered with the revision that it was told of:
-- after another save it counts no more.
ALTER TABLE "proposal" ADD COLUMN "sized_revision_id" INTEGER;
ALTER TABLE "proposal" ADD COLUMN "sized_base_id" INTEGER;
ALTER TABLE "proposal" ADD COLUMN "is_small" BOOLEAN NOT NULL DEFAULT false;
-- Why its author asks for it, in a sentence for the reviewer.
ALTER TABLE "proposal" ADD COLUMN "note" TEXT;

CREATE INDEX "proposal_small_idx" ON "proposal" ("submitted_at", "id")
  WHERE "state" = 'in_review' AND "is_small" AND "sized_revision_id" = "revision_id";
CREATE INDEX "proposal_unsized_idx" ON "proposal" ("id")
  WHERE "state" = 'in_review' AND NOT "withdraws" AND ("sized_revision_id" IS DISTINCT FROM "revision_id" OR "sized_base_id" IS DISTINCT FROM "base_revision_id");
CREATE INDEX "proposal_unassigned_idx" ON "proposal" ("submitted_at", "id") WHERE "state" = 'in_review' AND "assigned_to" IS NULL;
DROP INDEX "proposal_publish_at_idx";
CREATE INDEX "proposal_publish_at_idx" ON "proposal" ("publish_at", "id") WHERE "publish_at" IS NOT NULL;
CREATE INDEX "comment_thread_open_idx" ON "comment_thread" ("proposal_id") WHERE "resolved_at" IS NULL;

-- What a bulk run does, one entry at a time. A row ends once; whoever takes the run up again goes on with the others.
CREATE TABLE "bulk_item" (
    "run_id" INTEGER NOT NULL REFERENCES "archive_run" ("id") ON DELETE CASCADE,
    "n" INTEGER NOT NULL,
    "event_id" INTEGER NOT NULL REFERENCES "event" ("id"),
    -- The content that was seen.
    "hash" TEXT,
    "begun_at" TIMESTAMPTZ(3),
    "outcome" TEXT CHECK ("outcome" IN ('done', 'failed')),
    "detail" TEXT,
    PRIMARY KEY ("run_id", "n")
);
CREATE UNIQUE INDEX "bulk_item_event_key" ON "bulk_item" ("run_id", "event_id");
CREATE INDEX "bulk_item_open_idx" ON "bulk_item" ("run_id", "n") WHERE "outcome" IS NULL;
CREATE INDEX "bulk_item_outcome_idx" ON "bulk_item" ("run_id", "outcome", "n");
