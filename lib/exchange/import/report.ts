import { createTwoFilesPatch } from 'diff';
import type { HiddenItems, ImportChanges, ItemChanges } from '../../kernel/newsroom/import-changes.ts';
import { changesBetween } from '../../kernel/revision/changes.ts';
import type { RevisionText } from '../../kernel/revision/text.ts';
import type { RefusedFile, RepeatedLine } from './staged.ts';

/** What an import did, or a dry run would do. The names are those of `import --json`. */
export type ImportReport = {
  dryRun: boolean;
  /** `skipped`: files that an export makes from the pages, such as their HTML; they are made again. */
  files: { exact: number; normalised: number; refused: number; skipped: number };
  entries: { created: number; updated: number; unchanged: number };
  /** How many of the unchanged entries have pages that say what was published here before. */
  older: number;
  changes: ImportChanges;
  kept: HiddenItems;
  /** JSON beside pages: read, or left out because it tells another text than its page. */
  beside: { read: number; unread: RefusedFile[] };
  days: { written: number; unchanged: number };
  /** Pages of free prose. `waiting`: their new text waits for an approval. */
  prose: { published: number; waiting: number; unchanged: number };
  refused: RefusedFile[];
  normalised: { path: string; diff: string }[];
  /** Lines that tell an entry which another line told before; it is taken in once. */
  repeats: RepeatedLine[];
  /** Names with a comma that nobody knew and that the order of some list proves. */
  inferred: string[];
  /** Lists of contexts that can be read in more than one way, with the reading that was taken. */
  ambiguous: { path: string; list: string; read: string[] }[];
  /** What is new for an editor to issues. */
  issues: { sameEvent: number; ambiguousContexts: number; missingLinks: number };
  seconds: number;
};

/** A file that did not come in as it was, as it is found. */
export type FileFinding = { outcome: 'normalised' | 'refused'; path: string; line: number; detail: string };

/** Is told each finding; an import waits for it between its batches. */
export type FileListener = (finding: FileFinding) => void | Promise<void>;

const LONGEST_DIFF = 4_000;
const MOST_DETAILS = 5_000;
const MOST_DIFFS = 2_000_000;

/** The report of an import as it grows. Its lists are cut, its counts are not, and `onFile` is told everything. */
export class ImportTally {
  readonly report: ImportReport;
  private readonly onFile: FileListener | undefined;
  private diffs = 0;
  private telling: Promise<void>[] = [];

  constructor(dryRun: boolean, onFile?: FileListener) {
    this.onFile = onFile;
    this.report = {
      dryRun,
      files: { exact: 0, normalised: 0, refused: 0, skipped: 0 },
      entries: { created: 0, updated: 0, unchanged: 0 },
      older: 0,
      changes: {
        texts: 0,
        sources: { added: 0, lost: 0 },
        contexts: { added: 0, lost: 0 },
        related: { added: 0, lost: 0 },
      },
      kept: { contexts: 0, related: 0 },
      beside: { read: 0, unread: [] },
      days: { written: 0, unchanged: 0 },
      prose: { published: 0, waiting: 0, unchanged: 0 },
      refused: [],
      normalised: [],
      repeats: [],
      inferred: [],
      ambiguous: [],
      issues: { sameEvent: 0, ambiguousContexts: 0, missingLinks: 0 },
      seconds: 0,
    };
  }

  /** Counts a refused file. */
  refused(file: RefusedFile): void {
    this.report.files.refused += 1;
    if (this.report.refused.length < MOST_DETAILS) this.report.refused.push(file);
    this.tell({ outcome: 'refused', path: file.path, line: file.line, detail: file.reason });
  }

  /** Counts a file that was taken in: exact where `written`, what an export would write, is what was read. */
  taken(file: { path: string; text: string; altered: boolean }, written: string): void {
    if (written === file.text && !file.altered) {
      this.report.files.exact += 1;
      return;
    }
    this.report.files.normalised += 1;
    if (this.diffs >= MOST_DIFFS && !this.onFile) return;
    const diff = diffOf(file, written);
    if (this.diffs < MOST_DIFFS) this.report.normalised.push({ path: file.path, diff });
    this.diffs += diff.length;
    this.tell({ outcome: 'normalised', path: file.path, line: 0, detail: diff });
  }

  /** Notes a line that tells an entry once more. */
  repeated(repeat: RepeatedLine): void {
    if (this.report.repeats.length < MOST_DETAILS) this.report.repeats.push(repeat);
  }

  /** Counts what an entry of the archive loses and gets. */
  changed(before: RevisionText, after: RevisionText, unsaid: HiddenItems): void {
    const { changes, kept } = this.report;
    for (const change of changesBetween(before, after)) {
      if (!('items' in change)) changes.texts += 1;
      else
        for (const { kind } of change.items)
          if (kind !== 'same' && kind !== 'moved') count(changes[change.field], kind);
    }
    kept.contexts += unsaid.contexts;
    kept.related += unsaid.related;
  }

  /** Counts the JSON beside a page. */
  beside(found: 'read' | RefusedFile | undefined): void {
    const { beside } = this.report;
    if (found === 'read') beside.read += 1;
    else if (found && beside.unread.length < MOST_DETAILS) beside.unread.push(found);
  }

  /** Notes a name with a comma that a list proves. */
  inferred(name: string): void {
    if (this.report.inferred.length < MOST_DETAILS) this.report.inferred.push(name);
  }

  /** Notes a list that can be read in more than one way. */
  ambiguous(found: ImportReport['ambiguous'][number]): void {
    if (this.report.ambiguous.length < MOST_DETAILS) this.report.ambiguous.push(found);
  }

  /** Waits until everything that was found so far is told. */
  async told(): Promise<void> {
    const { telling } = this;
    this.telling = [];
    await Promise.all(telling);
  }

  private tell(finding: FileFinding): void {
    const done = this.onFile?.(finding);
    // A failure is thrown where `told` waits for it.
    done?.catch(() => undefined);
    if (done) this.telling.push(done);
  }
}

/** An item that was changed is another one. */
function count(items: ItemChanges, kind: 'added' | 'removed' | 'changed'): void {
  if (kind !== 'removed') items.added += 1;
  if (kind !== 'added') items.lost += 1;
}

function diffOf(file: { path: string; text: string; altered: boolean }, written: string): string {
  if (written === file.text) return 'The byte order mark or CRLF line endings are removed.';
  const patch =
    createTwoFilesPatch(file.path, file.path, file.text, written, 'as imported', 'as exported', {
      context: 1,
      timeout: 1_000,
    }) ?? 'The page is too different to show the changes.';
  return patch.length > LONGEST_DIFF ? `${patch.slice(0, LONGEST_DIFF)}\n…` : patch;
}
