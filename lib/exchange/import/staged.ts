import type { Day } from '../../kernel/day.ts';
import type { KeptTexts } from '../../kernel/revision/text.ts';
import type { DayPage } from '../../layout/day-page.ts';
import type { EventPage } from '../../layout/event-page.ts';
import type { PageFacts } from '../../layout/formats/page-facts.ts';
import type { Queryable } from '../../platform/database/kysely.ts';

/**
 * A context list as an import found it: one text to take apart, or names that are known to be apart. `whole`: it lists
 * all contexts of the entry.
 */
export type ContextListing = { list: string; sorted: boolean; whole?: true } | { names: readonly string[] };

/** A page of a tree: its text as it was read, and whether reading it took something away (BOM, CRLF). */
export type PageFile = { path: string; text: string; altered: boolean };

/** An entry as an import found it, before it is known which entries and contexts its names mean. */
export type StagedEntry = {
  path: string;
  page: EventPage;
  listings: ContextListing[];
  origin?: KeptTexts['origin'];
  /** What the JSON beside the page says beyond it, where that is the JSON of this very page. */
  facts?: PageFacts;
  /** The JSON beside the page that is of another text, or none. */
  unread?: RefusedFile;
  /** How the export that made the page chose its related entries, where that is known. */
  exported?: ExportTraits;
  /** SHA-256 of what the import said of it, so that a second import of the same changes nothing. */
  hash: string;
  file?: PageFile;
};

/**
 * What the manifest of an export says about its pages: the most related entries of a page, and whether a rule chose
 * them.
 */
export type ExportTraits = { relatedLimit: number; byRule: boolean };

/** An entry that is not read yet: an import that knows its hash already has nothing to read in it. */
export type RawEntry = { path: string; hash: string; isFile: boolean; read(): StagedEntry | RefusedFile };

/** The page of a day as an import found it. */
export type StagedIndex = { page: DayPage; file: PageFile; readme?: { twin: true } | { text: string } };

/** A day of an import: its entries and, in a tree that has one, its page. */
type AnyDay<Entry> = { day: Day; entries: Entry[]; index?: StagedIndex; hash: string };

/** A day whose entries are not read yet. */
export type RawDay = AnyDay<RawEntry>;

/** A day with its entries read. */
export type StagedDay = AnyDay<StagedEntry>;

/** A file that cannot be taken in, with the reason and the line where it is known. */
export type RefusedFile = { path: string; line: number; reason: string };

/** A file of a tree that belongs to no day. */
export type OtherFile =
  | { kind: 'front'; path: string; exact: boolean; rendered: string; text: string }
  | { kind: 'prose'; path: string; text: string };

/** A line that tells an entry once more, and the line that told it first. */
export type RepeatedLine = { path: string; line: number; of: number };

/**
 * One step of an import: a day, or files that belong to none; what was refused or repeated on the way, and how many
 * files an export makes again.
 */
export type SourceStep = {
  day?: RawDay;
  others: OtherFile[];
  refused: RefusedFile[];
  repeats?: RepeatedLine[];
  skipped: number;
};

/**
 * Where entries come from. `steps` can be gone through twice and gives the same each time, days in a fixed order; days
 * to `skip` are left out unread. `lookIn`: a source that has no addresses finds them in the archive.
 */
export type ImportSource = {
  name: string;
  lookIn?(archive: Queryable): void;
  steps(skip?: (day: Day) => boolean): AsyncIterable<SourceStep>;
  close(): Promise<void>;
};

/** A day with its entries read, and those that are refused. */
export function readDay(raw: RawDay): { day: StagedDay; refused: RefusedFile[] } {
  const read = raw.entries.map((entry) => entry.read());
  const entries = read.filter((entry) => 'page' in entry);
  return { day: { ...raw, entries }, refused: read.filter((entry) => 'reason' in entry) };
}
