-- What published entries are about, in few words: by this related ones are found.

-- In how many published entries each word stands. The empty word stands in each of them, so it counts them.
CREATE TABLE "word_use" (
    "id" INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    "word" TEXT NOT NULL,
    "events" INTEGER NOT NULL
);
CREATE UNIQUE INDEX "word_use_word_key" ON "word_use" ("word");

-- The gist of a published entry: its innermost topic, and the words of its text and topics.
CREATE TABLE "event_gist" (
    "event_id" INTEGER PRIMARY KEY,
    "day" DATE NOT NULL,
    "topic" TEXT NOT NULL,
    "words" INTEGER[] NOT NULL
);

-- The rarest words of each entry, by which it is found.
CREATE TABLE "event_word" (
    "word_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "event_id" INTEGER NOT NULL,
    PRIMARY KEY ("word_id", "day", "event_id")
);

-- The text of the absorbed entry that the proposal united: another one since then stops the approval.
ALTER TABLE "proposal" ADD COLUMN "absorbs_revision_id" INTEGER;
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_absorbs_a_text" CHECK (("absorbs_id" IS NULL) = ("absorbs_revision_id" IS NULL));
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_absorbs_another" CHECK ("absorbs_id" <> "event_id");
-- An entry goes into one other at a time.
CREATE UNIQUE INDEX "proposal_absorbs_key" ON "proposal" ("absorbs_id") WHERE "state" IN ('draft', 'in_review', 'changes_requested');

-- The proposal into which a draft's text went, so that whoever wrote part of it counts among its authors.
ALTER TABLE "proposal" ADD COLUMN "joined_into" INTEGER REFERENCES "proposal" ("id");
CREATE INDEX "proposal_joined_into_idx" ON "proposal" ("joined_into") WHERE "joined_into" IS NOT NULL;

-- Which withdrawn pages send their readers to one: what names those leads there too.
CREATE INDEX "event_redirect_to_idx" ON "event" ("redirect_to") WHERE "redirect_to" IS NOT NULL;
