import type { EntryId, RevisionId } from '../ids.ts';

/** A stored text by its id and hash. */
type TextAt = { revision: RevisionId; hash: string };

/** Never published yet: only those who write see it. */
type Unpublished = { state: 'unpublished' };

/** Readers see this text. */
export type Published = TextAt & { state: 'published' };

/** Readers saw this text until the page was taken away; those who still ask for it are sent to `redirect`. */
type Withdrawn = TextAt & { state: 'withdrawn'; at: Date; redirect: EntryId | undefined };

/** What readers see of an entry. Any of these may have one open proposal beside it. */
export type EntryStatus = Unpublished | Published | Withdrawn;
