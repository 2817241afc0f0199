-- Which addresses of a day are not free: those of its pages that were, and those that drafts of an import wait for.
CREATE INDEX "former_path_prefix_idx" ON "former_path" ("path" text_pattern_ops);
CREATE INDEX "event_waiting_path_idx" ON "event" ("path" text_pattern_ops) WHERE "published_revision_id" IS NULL;
