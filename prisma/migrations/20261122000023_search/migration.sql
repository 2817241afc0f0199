-- What is searched: a document for each entry, of the newest text that somebody works on, else the one that readers see.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- The words of a text as they are compared: without case, accents and signs. `U.S.` is one word.
CREATE FUNCTION plain_words(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT regexp_replace(CASE WHEN folded ~ '\m[a-z]\.[a-z]\M' THEN regexp_replace(folded, '(?<![a-z0-9])([a-z])\.(?=[a-z](?![a-z0-9])|[^a-z0-9]|$)', '\1', 'g') ELSE folded END,
    '[^a-z0-9\u00c0-\u1fff\u2c00-\u2dff\u3040-\U0010ffff]+', ' ', 'g')
    FROM public.fold($1) AS folded
$$;

-- A typed word: as it is written, or by its stem.
CREATE FUNCTION word_query(text) RETURNS tsquery LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT phraseto_tsquery('simple'::regconfig, plain) || plainto_tsquery('english'::regconfig, plain) FROM plain_words($1) AS plain
$$;

-- A word that is still being typed: whatever begins with it, or what is meant where it is whole.
CREATE FUNCTION prefix_query(text) RETURNS tsquery LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN btrim(plain) = '' THEN ''::tsquery ELSE to_tsquery('simple'::regconfig, '''' || plain || ''':*') || word_query($1) END FROM plain_words($1) AS plain
$$;

CREATE TABLE "search_document" (
    "event_id" INTEGER PRIMARY KEY,
    "day" DATE NOT NULL,
    "edition" TEXT NOT NULL,
    -- As the text says: what a merged context means is found when it is asked for.
    "contexts" INTEGER[] NOT NULL,
    "publishers" INTEGER[] NOT NULL,
    "document" TSVECTOR NOT NULL
);
CREATE INDEX "search_document_idx" ON "search_document" USING gin ("document", "contexts", "publishers") WITH (fastupdate = off);
CREATE INDEX "search_document_day_idx" ON "search_document" ("day" DESC, "event_id" DESC);
CREATE INDEX "search_document_edition_idx" ON "search_document" ("edition", "day" DESC, "event_id" DESC);

-- The names that sources give their publishers, and how many entries have each.
CREATE TABLE "search_publisher" (
    "id" INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    "name" TEXT NOT NULL,
    "folded" TEXT NOT NULL GENERATED ALWAYS AS (fold("name")) STORED,
    "entries" INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX "search_publisher_folded_key" ON "search_publisher" ("folded");
CREATE INDEX "search_publisher_words_idx" ON "search_publisher" USING gin (to_tsvector('simple'::regconfig, plain_words("name")));

-- Every word and stem of the documents: how many have it as a word, which tells what a typed word may have meant, and how many have it at all.
CREATE TABLE "search_word" (
    "word" TEXT PRIMARY KEY,
    "documents" INTEGER NOT NULL,
    "found" INTEGER NOT NULL
) WITH (fillfactor = 70);
CREATE INDEX "search_word_prefix_idx" ON "search_word" ("word" text_pattern_ops);
CREATE INDEX "search_word_like_idx" ON "search_word" USING gin ("word" gin_trgm_ops);

-- Names by any of their words, for type-ahead.
CREATE INDEX "context_words_idx" ON "context" USING gin (to_tsvector('simple'::regconfig, plain_words("name")));
CREATE INDEX "context_alias_words_idx" ON "context_alias" USING gin (to_tsvector('simple'::regconfig, plain_words("name")));

-- Who approved what.
CREATE INDEX "publication_approved_by_idx" ON "publication" ("approved_by", "event_id");

-- Entries are found by the names that their contexts have today.
CREATE FUNCTION learn_renamed_contexts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'context' THEN
    INSERT INTO learning_due (event_id) SELECT DISTINCT d.event_id FROM new_rows n JOIN old_rows o ON o.id = n.id
      JOIN context c ON c.id IN (n.id, n.merged_into, o.merged_into) OR c.merged_into = n.id JOIN search_document d ON d.contexts && ARRAY[c.id]
     WHERE (n.name, n.merged_into) IS DISTINCT FROM (o.name, o.merged_into);
  ELSE
    INSERT INTO learning_due (event_id) SELECT DISTINCT d.event_id FROM changed_rows a
      JOIN context c ON c.id = a.context_id OR c.merged_into = a.context_id JOIN search_document d ON d.contexts && ARRAY[c.id];
  END IF;
  IF FOUND THEN NOTIFY dateline_learning; END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "learn_renamed" AFTER UPDATE ON "context" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION learn_renamed_contexts();
CREATE TRIGGER "learn_new_alias" AFTER INSERT ON "context_alias" REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION learn_renamed_contexts();
CREATE TRIGGER "learn_lost_alias" AFTER DELETE ON "context_alias" REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION learn_renamed_contexts();
