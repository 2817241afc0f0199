import type { Day } from '../../kernel/day.ts';
import type { ContextId, EntryId, RevisionId } from '../../kernel/ids.ts';

/** A text as it is learned. */
export type LearnedText = {
  revision: RevisionId;
  day: Day;
  topic: string;
  headline: string;
  summary: string;
  contexts: ContextId[];
};

/**
 * An entry of which something changed: the published text that was learned last, the one that is published now, and the
 * newest one that somebody works on, else the published one again. Null where there is none.
 */
export type LearnedEntry = {
  entry: EntryId;
  before: LearnedText | null;
  after: LearnedText | null;
  current: LearnedText | null;
};
