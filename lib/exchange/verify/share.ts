import type { ExportSettings } from '../../kernel/newsroom/export-settings.ts';
import type { ManifestRow } from '../export/manifest.ts';
import { FolderCheck } from './folder-check.ts';
import type { checkFormats } from './format-check.ts';
import { readPart } from './part-check.ts';
import { markPath, PathTable } from './path-table.ts';
import { emptyTally, type VerifyTally } from './report.ts';
import type { Job } from './tree-plan.ts';
import { TreeReader } from './tree-reader.ts';

/**
 * What a share of the work begins with: all jobs, those that are its own, and in shared memory which of all are taken.
 */
export type ShareStart = {
  root: string;
  settings: ExportSettings;
  jobs: Job[];
  own: number[];
  taken: SharedArrayBuffer;
};

/**
 * A share of the work: first it says what is listed, then, with the table of everything that any share lists, it checks
 * its files. Done with its own, it takes what other shares have not begun: other work on the machine never slows down
 * one of them alone.
 */
export class Share {
  /** The marks of the paths that its parts of the manifest list. */
  readonly marks: Int32Array;
  private readonly start: ShareStart;
  private readonly pageFormats: typeof checkFormats | undefined;
  private readonly tally: VerifyTally = emptyTally();
  private readonly reader = new TreeReader();
  /** The rows of its own jobs; let go of as they are done. */
  private readonly rows = new Map<number, ManifestRow[]>();

  private constructor(start: ShareStart, pageFormats: typeof checkFormats | undefined) {
    this.start = start;
    this.pageFormats = pageFormats;
    for (const n of start.own) this.rows.set(n, this.rowsOf(n, this.tally));
    this.marks = marksOf([...this.rows.values()]);
  }

  /**
   * The checks of pageFormats bring the schemas of every format, which cost a thread a tenth of a second: only where
   * there are any.
   */
  static async begin(start: ShareStart): Promise<Share> {
    const hasPageFormats = start.settings.formats.some((format) => format !== 'md' && format !== 'rss');
    return new Share(start, hasPageFormats ? (await import('./format-check.ts')).checkFormats : undefined);
  }

  check(table: SharedArrayBuffer, onFiles: (more: number) => void): VerifyTally[] {
    const check = new FolderCheck(this.start.root, this.start.settings, new PathTable(table), this.pageFormats);
    const taken = new Int32Array(this.start.taken);
    for (const n of [...this.start.own, ...this.start.jobs.keys()]) {
      if (Atomics.exchange(taken, n, 1) === 1) continue;
      const before = check.tally.files;
      // What is wrong with a part was noted by the share that it belongs to.
      check.check(this.start.jobs[n]?.walked ?? [], this.rows.get(n) ?? this.rowsOf(n, emptyTally()));
      this.rows.delete(n);
      onFiles(check.tally.files - before);
    }
    return [this.tally, check.tally];
  }

  private rowsOf(n: number, tally: VerifyTally): ManifestRow[] {
    const { root, jobs } = this.start;
    const job = jobs[n];
    return job?.part ? readPart(root, job.part, job.folders, this.reader, tally) : (job?.rows ?? []);
  }
}

function marksOf(lists: readonly ManifestRow[][]): Int32Array {
  const marks = new Int32Array(2 * lists.reduce((sum, rows) => sum + rows.length, 0));
  let at = 0;
  for (const rows of lists) {
    for (const { path } of rows) {
      markPath(path, marks, at);
      at += 2;
    }
  }
  return marks;
}
