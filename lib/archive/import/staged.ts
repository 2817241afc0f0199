import type { Day } from '../../domain/day.ts';
import type { KeptTexts } from '../../domain/revision/text.ts';
import type { DayPage } from '../../layout/day-page.ts';
import type { EventPage } from '../../layout/event-page.ts';

/** A context list as an import found it: one text to take apart, or names that are known to be apart. */
export type ContextListing = { list: string; sorted: boolean } | { names: readonly string[] };

/** A page of a tree: its text as it was read, and whether reading it took something away (BOM, CRLF). */
export type PageFile = { path: string; text: string; altered: boolean };

/** An event as an import found it, before it is known which events and contexts its names mean. */
export type StagedEvent = {
  path: string;
  page: EventPage;
  listings: ContextListing[];
  origin?: KeptTexts['origin'];
  /** SHA-256 of what the import said of it, so that a second import of the same changes nothing. */
  hash: string;
  file?: PageFile;
};

/** The page of a day as an import found it. */
export type StagedIndex = { page: DayPage; file: PageFile; readme?: { twin: true } | { text: string } };

/** A day of an import: its events and, in a tree that has one, its page. */
export type StagedDay = { day: Day; events: StagedEvent[]; index?: StagedIndex; hash: string };

/** A file that cannot be taken in, with the reason and the line where it is known. */
export type RefusedFile = { path: string; line: number; reason: string };

/** A file of a tree that belongs to no day. */
export type OtherFile = { kind: 'front'; path: string; exact: boolean; rendered: string; text: string } | { kind: 'prose'; path: string; text: string };

/** One step of an import: a day, or a file that belongs to none, and what was refused on the way. */
export type Step = { day?: StagedDay; others: OtherFile[]; refused: RefusedFile[]; files: PageFile[] };

/** Where events come from. `steps` can be gone through twice and gives the same each time, days in a fixed order. */
export type ImportSource = { name: string; steps(): AsyncIterable<Step>; close(): Promise<void> };
