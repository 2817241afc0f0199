-- What the words of published entries led to, so that contexts can be proposed.

-- A run of one to three telling words, by a number that stands for it: how many published entries have it, and how many of
-- those have which context, as their texts say it.
CREATE TABLE "word_gram" (
    "key" BIGINT PRIMARY KEY,
    "events" INTEGER NOT NULL,
    "contexts" INTEGER[] NOT NULL,
    "counts" INTEGER[] NOT NULL,
    CONSTRAINT "word_gram_counts_each_context" CHECK (cardinality("contexts") = cardinality("counts"))
) WITH (fillfactor = 80);

-- The ways in which texts may speak the names and aliases of contexts.
CREATE TABLE "spoken_name" (
    "key" BIGINT NOT NULL,
    "context_id" INTEGER NOT NULL REFERENCES "context" ("id"),
    "form" TEXT NOT NULL CHECK ("form" IN ('whole', 'bare', 'before-comma', 'head', 'alias')),
    PRIMARY KEY ("key", "context_id")
);
CREATE INDEX "spoken_name_context_id_idx" ON "spoken_name" ("context_id");

-- Contexts whose names changed and are still to be learned.
CREATE TABLE "naming_due" (
    "id" BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    "context_id" INTEGER NOT NULL
);

-- The words that led to a context which was refused for an entry: each counts against it.
CREATE TABLE "gram_refusal" (
    "event_id" INTEGER NOT NULL,
    "context_id" INTEGER NOT NULL,
    "key" BIGINT NOT NULL,
    PRIMARY KEY ("event_id", "context_id", "key")
);
CREATE INDEX "gram_refusal_key_idx" ON "gram_refusal" ("key", "context_id");

CREATE FUNCTION naming_is_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'context' AND TG_OP = 'INSERT' THEN
    INSERT INTO naming_due (context_id) SELECT id FROM new_rows;
  ELSIF TG_TABLE_NAME = 'context' THEN
    INSERT INTO naming_due (context_id) SELECT n.id FROM new_rows n JOIN old_rows o ON o.id = n.id WHERE n.name <> o.name;
  ELSIF TG_OP = 'INSERT' THEN
    INSERT INTO naming_due (context_id) SELECT context_id FROM new_rows;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO naming_due (context_id) SELECT context_id FROM old_rows;
  ELSE
    INSERT INTO naming_due (context_id) SELECT context_id FROM old_rows UNION SELECT context_id FROM new_rows;
  END IF;
  IF FOUND THEN NOTIFY dateline_learning; END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER "naming_is_due_of_new" AFTER INSERT ON "context" REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION naming_is_due();
CREATE TRIGGER "naming_is_due" AFTER UPDATE ON "context" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION naming_is_due();
CREATE TRIGGER "naming_is_due_of_new" AFTER INSERT ON "context_alias" REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION naming_is_due();
CREATE TRIGGER "naming_is_due" AFTER UPDATE ON "context_alias" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION naming_is_due();
CREATE TRIGGER "naming_is_due_of_gone" AFTER DELETE ON "context_alias" REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION naming_is_due();

-- What stood there before is learned too.
INSERT INTO "naming_due" ("context_id") SELECT "id" FROM "context";

CREATE FUNCTION refusal_is_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO learning_due (event_id) SELECT DISTINCT event_id FROM changed_rows WHERE kind = 'context';
  IF FOUND THEN NOTIFY dateline_learning; END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER "refusal_is_due" AFTER INSERT ON "refused_suggestion" REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION refusal_is_due();
CREATE TRIGGER "refusal_is_due_of_gone" AFTER DELETE ON "refused_suggestion" REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION refusal_is_due();
