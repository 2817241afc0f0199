-- A vocabulary that is cared for: names through time, merges that can be undone, and pairs of names that look like one.

CREATE EXTENSION IF NOT EXISTS pg_trgm;
-- Without a list of what is still to be added: behind an import it would be so long that every look-up went past the index.
CREATE INDEX IF NOT EXISTS "context_folded_trgm_idx" ON "context" USING gin ("folded" gin_trgm_ops) WITH (fastupdate = off);
CREATE INDEX IF NOT EXISTS "context_alias_folded_trgm_idx" ON "context_alias" USING gin ("folded" gin_trgm_ops) WITH (fastupdate = off);

-- What a context was merged into by hand; merged_into is where that leads to, over all merges that came later.
ALTER TABLE "context" ADD COLUMN "joined_to" INTEGER REFERENCES "context" ("id");
UPDATE "context" SET "joined_to" = "merged_into";
ALTER TABLE "context" ADD CONSTRAINT "context_joined_is_merged" CHECK (("joined_to" IS NULL) = ("merged_into" IS NULL));
CREATE INDEX "context_joined_to_idx" ON "context" ("joined_to") WHERE "joined_to" IS NOT NULL;
-- The fields that the context which stays took over: they go back when the merge is undone.
ALTER TABLE "context" ADD COLUMN "lent" TEXT[] NOT NULL DEFAULT '{}';
-- The name that it was born with, once somebody gave it another. Pages spell a context in their own way only while nobody named it.
ALTER TABLE "context" ADD COLUMN "first_name" TEXT;
CREATE INDEX "context_altered_idx" ON "context" ("id") WHERE "merged_into" IS NOT NULL OR "first_name" IS NOT NULL;
CREATE INDEX "context_without_kind_idx" ON "context" ("id") WHERE "kind" = '' AND "merged_into" IS NULL;
ALTER TABLE "context" ADD CONSTRAINT "context_wikidata_shape" CHECK ("wikidata_id" ~ '^Q[1-9][0-9]*$') NOT VALID;

-- What an id in a text means: the context that stays of those merged, its name, and whether pages may go on spelling it in their own way.
CREATE VIEW "context_meaning" AS
  SELECT c.id, coalesce(s.id, c.id) AS means, coalesce(s.name, c.name) AS name,
         s.id IS NULL AND coalesce(c.first_name = c.name, true) AS spelled
    FROM context c LEFT JOIN context s ON s.id = c.merged_into;

-- What a context was called and meant up to a position of the log of changes, for the archive as it stood then.
CREATE TABLE "context_naming" (
    "id" INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    "context_id" INTEGER NOT NULL REFERENCES "context" ("id"),
    "name" TEXT NOT NULL,
    "merged_into" INTEGER REFERENCES "context" ("id"),
    "until" INTEGER NOT NULL
);
CREATE INDEX "context_naming_context_id_idx" ON "context_naming" ("context_id", "until", "id");

-- A page that changed because a context is called otherwise: its text is the same, so it is no new version.
ALTER TABLE "archive_change" ADD COLUMN "naming" BOOLEAN NOT NULL DEFAULT false;
CREATE INDEX "archive_change_versions_idx" ON "archive_change" ("position") WHERE "publication_id" IS NOT NULL AND NOT "naming";

-- Pairs of contexts whose names look like one, the smaller id first, kept behind every change of a name.
CREATE TABLE "context_near" (
    "low_id" INTEGER NOT NULL REFERENCES "context" ("id"),
    "high_id" INTEGER NOT NULL REFERENCES "context" ("id"),
    "reason" TEXT NOT NULL,
    "score" REAL NOT NULL,
    PRIMARY KEY ("low_id", "high_id"),
    CONSTRAINT "context_near_in_order" CHECK ("low_id" < "high_id")
);
CREATE INDEX "context_near_high_id_idx" ON "context_near" ("high_id");
CREATE INDEX "context_near_score_idx" ON "context_near" ("score" DESC, "low_id", "high_id");

CREATE TABLE "context_near_due" (
    "id" BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    "context_id" INTEGER NOT NULL
);

-- What somebody looked at and left apart does not come back.
CREATE TABLE "context_pair_refused" (
    "low_id" INTEGER NOT NULL REFERENCES "context" ("id"),
    "high_id" INTEGER NOT NULL REFERENCES "context" ("id"),
    "person_id" INTEGER NOT NULL REFERENCES "person" ("id"),
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY ("low_id", "high_id"),
    CONSTRAINT "context_pair_refused_in_order" CHECK ("low_id" < "high_id")
);
CREATE INDEX "context_pair_refused_high_id_idx" ON "context_pair_refused" ("high_id");

CREATE FUNCTION context_near_is_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO context_near_due (context_id) SELECT id FROM new_rows;
  ELSE
    INSERT INTO context_near_due (context_id) SELECT n.id FROM new_rows n JOIN old_rows o ON o.id = n.id
      WHERE (n.name, n.merged_into) IS DISTINCT FROM (o.name, o.merged_into);
  END IF;
  IF FOUND THEN NOTIFY dateline_learning; END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "context_near_is_due_of_new" AFTER INSERT ON "context" REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION context_near_is_due();
CREATE TRIGGER "context_near_is_due" AFTER UPDATE ON "context" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION context_near_is_due();
INSERT INTO "context_near_due" ("context_id") SELECT "id" FROM "context";
