-- A webhook is told of a fact once.
ALTER TABLE "webhook_delivery" ADD COLUMN "fact_id" INTEGER REFERENCES "audit_fact" ("id");
CREATE UNIQUE INDEX "webhook_delivery_fact_key" ON "webhook_delivery" ("webhook_id", "fact_id") WHERE "fact_id" IS NOT NULL;

-- Notices of one kind, newest first.
CREATE INDEX "notification_kind_idx" ON "notification" ("person_id", "kind", "id" DESC);

-- The list of entries by where they stand, who wrote them and how they came in. Most texts of a large archive were imported; for them the days' index serves.
CREATE INDEX "proposal_open_state_idx" ON "proposal" ("state", "event_id") WHERE "state" IN ('draft', 'in_review', 'changes_requested');
CREATE INDEX "event_withdrawn_idx" ON "event" ("day", "id") WHERE "withdrawn_at" IS NOT NULL;
CREATE INDEX "revision_author_idx" ON "revision" ("author_id", "event_id");
CREATE INDEX "revision_channel_idx" ON "revision" ("channel", "event_id") WHERE "channel" <> 'import';
