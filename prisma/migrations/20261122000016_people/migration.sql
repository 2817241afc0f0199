-- Whether an outside service's roles let this person in: who loses them there is let in by them no longer.
ALTER TABLE "outside_identity" ADD COLUMN "role_from_outside" BOOLEAN NOT NULL DEFAULT false;

-- What was done to a person is found by the person, and what a fact says by its words.
CREATE INDEX "audit_fact_subject_idx" ON "audit_fact" (("detail" ->> 'person'), "id") WHERE "detail" ? 'person';
CREATE INDEX "audit_fact_words_idx" ON "audit_fact"
  USING gin (to_tsvector('simple'::regconfig, translate(fold(coalesce("reason", '') || ' ' || "detail"::text), '@./:_-"', '       ')))
  WHERE "channel" <> 'import';
