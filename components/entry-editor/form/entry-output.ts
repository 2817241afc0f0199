import type { z } from 'zod';
import type { entryFields } from '#lib/editorial/entries/contract/entry.ts';
import type { RevisionText } from '#lib/kernel/revision/text.ts';

/** What passed the schema: what is sent. */
export type EntryOutput = z.output<typeof entryFields>;

/** What the entry says before this form, which some rules look at: an imported headline may stay too long. */
export type TextBefore = { text: RevisionText | undefined };
