import type pg from 'pg';
import type { Day } from '../../kernel/day.ts';
import type { DayEntry, DayOrder } from '../../kernel/newsroom/day-order.ts';
import type { ListedEvent } from '../../layout/compose-day.ts';
import type { Names } from './names.ts';
import type { ArchiveBefore } from './reading/archive-before.ts';
import type { ImportTally } from './report.ts';
import type { PageFile, RefusedFile } from './staged.ts';
import type { PublishedText } from './store/import-before.ts';
import type { ImportedEntry } from './store/imported-entry.ts';

/**
 * What an entry's page says beside what the archive has: `new` where that has no published text of it; `same` where
 * nothing that it says is new; `older` where it says what the archive published before; else `changed`.
 */
export type Verdict = 'new' | 'same' | 'older' | 'changed';

/**
 * An entry whose names are resolved: its text with whatever the fields cannot say kept beside them, its page written
 * again, and its entry on a day that no page of the import puts in order.
 */
export type ResolvedEntry = {
  imported: ImportedEntry;
  known: boolean;
  verdict: Verdict;
  /** The published text that it was compared with. */
  before: PublishedText | undefined;
  /** Every text of it that readers ever saw, where its page is not what they see now. */
  ever: readonly ListedEvent[];
  /** What of the published text the page does not say, so that it stays. */
  unsaid: { contexts: number; related: number };
  file: PageFile | undefined;
  written: string;
  entry: DayEntry;
  /** The JSON beside its page: read, or the reason why not. */
  beside: 'read' | RefusedFile | undefined;
  /** Its lists of contexts that can be read in more than one way, and the reading that was taken. */
  ambiguous: { list: string; read: string[] }[];
};

/** A day whose entries are resolved, with the order that its page gave them. */
export type ResolvedDay = { day: Day; entries: ResolvedEntry[]; order?: DayOrder; hash: string };

/** What an import finds things out from: the names that its pages use, and the archive as it was before it. */
export type ResolveContext = { client: pg.ClientBase; names: Names; before: ArchiveBefore; tally: ImportTally };
