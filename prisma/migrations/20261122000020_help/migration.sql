-- What the archive teaches: read behind saves, approvals and imports, so that none of them waits for it.

-- Entries whose published or proposed text changed and is still to be learned. An entry may wait more than once.
CREATE TABLE "learning_due" (
    "id" BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    "event_id" INTEGER NOT NULL
);

-- The published text of each entry that was learned last: what is taken out again when another one comes.
CREATE TABLE "learned_event" (
    "event_id" INTEGER PRIMARY KEY,
    "revision_id" INTEGER NOT NULL
);

-- The contexts of published entries: as the text says, and what that means since contexts were merged.
CREATE TABLE "event_context" (
    "event_id" INTEGER NOT NULL,
    "raw_id" INTEGER NOT NULL,
    "context_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    PRIMARY KEY ("event_id", "raw_id")
);
CREATE INDEX "event_context_timeline_idx" ON "event_context" ("context_id", "day" DESC, "event_id" DESC);
CREATE INDEX "event_context_raw_id_idx" ON "event_context" ("raw_id") WHERE "raw_id" <> "context_id";

CREATE TABLE "context_use" (
    "context_id" INTEGER PRIMARY KEY,
    "events" INTEGER NOT NULL,
    "first_day" DATE NOT NULL,
    "last_day" DATE NOT NULL
);
CREATE INDEX "context_use_events_idx" ON "context_use" ("events" DESC, "context_id");

CREATE FUNCTION learning_is_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'event' AND TG_OP = 'INSERT' THEN
    INSERT INTO learning_due (event_id) SELECT id FROM new_rows WHERE published_revision_id IS NOT NULL;
  ELSIF TG_TABLE_NAME = 'event' THEN
    INSERT INTO learning_due (event_id)
      SELECT n.id FROM new_rows n JOIN old_rows o ON o.id = n.id
       WHERE (n.published_revision_id, n.withdrawn_at, n.day, n.path) IS DISTINCT FROM (o.published_revision_id, o.withdrawn_at, o.day, o.path);
  ELSIF TG_OP = 'INSERT' THEN
    INSERT INTO learning_due (event_id) SELECT event_id FROM new_rows;
  ELSE
    INSERT INTO learning_due (event_id)
      SELECT n.event_id FROM new_rows n JOIN old_rows o ON o.id = n.id WHERE (n.revision_id, n.state) IS DISTINCT FROM (o.revision_id, o.state);
  END IF;
  IF FOUND THEN NOTIFY dateline_learning; END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER "learning_is_due_of_new" AFTER INSERT ON "event" REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION learning_is_due();
CREATE TRIGGER "learning_is_due" AFTER UPDATE ON "event" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION learning_is_due();
CREATE TRIGGER "learning_is_due_of_new" AFTER INSERT ON "proposal" REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION learning_is_due();
CREATE TRIGGER "learning_is_due" AFTER UPDATE ON "proposal" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION learning_is_due();

-- What stood there before is learned too.
INSERT INTO "learning_due" ("event_id") SELECT "id" FROM "event";

-- What was refused for an entry does not come back. Two entries that are not the same are one row: the smaller id first.
CREATE TABLE "refused_suggestion" (
    "event_id" INTEGER NOT NULL REFERENCES "event" ("id"),
    "kind" TEXT NOT NULL CHECK ("kind" IN ('context', 'related', 'duplicate')),
    "subject_id" INTEGER NOT NULL,
    "person_id" INTEGER NOT NULL REFERENCES "person" ("id"),
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY ("event_id", "kind", "subject_id"),
    CONSTRAINT "refused_pair_is_in_order" CHECK ("kind" <> 'duplicate' OR "event_id" < "subject_id")
);
CREATE INDEX "refused_suggestion_subject_idx" ON "refused_suggestion" ("subject_id", "kind");

-- A managed vocabulary.
ALTER TABLE "context" ADD COLUMN "description" TEXT NOT NULL DEFAULT '';
ALTER TABLE "context" ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1;
ALTER TABLE "context" ADD COLUMN "merged_into" INTEGER REFERENCES "context" ("id");
ALTER TABLE "context" ADD CONSTRAINT "context_is_not_merged_into_itself" CHECK ("merged_into" <> "id");
UPDATE "context" SET "kind" = 'other' WHERE "kind" NOT IN ('', 'person', 'place', 'organisation', 'event', 'work', 'topic', 'other');
ALTER TABLE "context" ADD CONSTRAINT "context_kind_is_known" CHECK ("kind" IN ('', 'person', 'place', 'organisation', 'event', 'work', 'topic', 'other'));
CREATE INDEX "context_merged_into_idx" ON "context" ("merged_into") WHERE "merged_into" IS NOT NULL;

-- A proposal that takes another published entry into its own: approved, that one's page is withdrawn and its readers are sent here.
ALTER TABLE "proposal" ADD COLUMN "absorbs_id" INTEGER REFERENCES "event" ("id");
