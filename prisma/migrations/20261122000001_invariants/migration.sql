-- What the domain promises, said once more where nobody can go around it.

CREATE EXTENSION IF NOT EXISTS unaccent;

-- Names are compared without case and accents. unaccent() itself is only STABLE because its
-- dictionary could be replaced, and naming the dictionary makes the result depend on the text alone.
CREATE FUNCTION fold(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, normalize($1, NFKC))) $$;

ALTER TABLE "context" DROP COLUMN "folded";
ALTER TABLE "context" ADD COLUMN "folded" text NOT NULL GENERATED ALWAYS AS (fold("name")) STORED;
CREATE UNIQUE INDEX "context_folded_key" ON "context" ("folded");
CREATE INDEX "context_folded_prefix_idx" ON "context" ("folded" text_pattern_ops);

ALTER TABLE "context_alias" DROP COLUMN "folded";
ALTER TABLE "context_alias" ADD COLUMN "folded" text NOT NULL GENERATED ALWAYS AS (fold("name")) STORED;
CREATE UNIQUE INDEX "context_alias_folded_key" ON "context_alias" ("folded");
CREATE INDEX "context_alias_folded_prefix_idx" ON "context_alias" ("folded" text_pattern_ops);

ALTER TABLE "event" ADD COLUMN "search" tsvector
  NOT NULL GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, fold("title"))) STORED;
CREATE INDEX "event_search_idx" ON "event" USING gin ("search");

-- One open proposal per event, and the queue of reviewers, oldest first.
CREATE UNIQUE INDEX "proposal_one_open_key" ON "proposal" ("event_id")
  WHERE "state" IN ('draft', 'in_review', 'changes_requested');
CREATE INDEX "proposal_queue_idx" ON "proposal" ("submitted_at", "id") WHERE "state" = 'in_review';
CREATE INDEX "person_role_idx" ON "person" ("role") WHERE "disabled_at" IS NULL;

-- An event and its texts point at each other and are written together.
ALTER TABLE "event" ALTER CONSTRAINT "event_published_revision_id_fkey" DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "proposal" ALTER CONSTRAINT "proposal_revision_id_fkey" DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "day" ALTER CONSTRAINT "day_order_id_fkey" DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE "revision" ADD FOREIGN KEY ("author_id") REFERENCES "person" ("id");
ALTER TABLE "proposal" ADD FOREIGN KEY ("opened_by") REFERENCES "person" ("id");
ALTER TABLE "proposal" ADD FOREIGN KEY ("decided_by") REFERENCES "person" ("id");
ALTER TABLE "publication" ADD FOREIGN KEY ("approved_by") REFERENCES "person" ("id");
ALTER TABLE "publication" ADD FOREIGN KEY ("revision_id") REFERENCES "revision" ("id");
ALTER TABLE "publication" ADD FOREIGN KEY ("proposal_id") REFERENCES "proposal" ("id");
ALTER TABLE "audit_fact" ADD FOREIGN KEY ("actor_id") REFERENCES "person" ("id");

ALTER TABLE "person" ADD CONSTRAINT "person_email_folded" CHECK ("email" = lower("email"));
ALTER TABLE "event" ADD CONSTRAINT "event_published_has_path" CHECK ("published_revision_id" IS NULL OR "path" IS NOT NULL);
ALTER TABLE "event" ADD CONSTRAINT "event_path_shape" CHECK ("path" ~ '^news/[0-9]{4}/[0-9]{2}/[0-9]{1,2}/[^/]+\.md$');
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_in_review_was_submitted" CHECK ("state" <> 'in_review' OR "submitted_at" IS NOT NULL);
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_closed_was_decided" CHECK ("state" NOT IN ('approved', 'discarded') OR "decided_by" IS NOT NULL);
ALTER TABLE "archive_state" ADD CONSTRAINT "archive_state_one_row" CHECK ("id" = 1);

INSERT INTO "archive_state" DEFAULT VALUES;

-- History is only ever added to.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql
  AS $$ BEGIN RAISE EXCEPTION '% is immutable: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation'; END $$;

CREATE TRIGGER immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON "revision" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON "publication" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON "day_order" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_fact" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
