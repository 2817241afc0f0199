import type { ExportSettings } from '../../domain/export-settings.ts';
import { FolderCheck } from './folder-check.ts';
import { readPart } from './part-check.ts';
import { markPath, PathTable } from './path-table.ts';
import { emptyTally, type Tally } from './report.ts';
import type { checkSisters } from './sister-check.ts';
import type { Job } from './tree-plan.ts';
import { TreeReader } from './tree-reader.ts';

/** What a share of the work begins with. */
export type ShareStart = { root: string; settings: ExportSettings; jobs: Job[] };

/** A share of the work: first it says what is listed, then, with the table of everything that any share lists, it checks its files. */
export class Share {
  /** The marks of the paths that its parts of the manifest list. */
  readonly marks: Int32Array;
  private readonly start: ShareStart;
  private readonly sisters: typeof checkSisters | undefined;
  private readonly tally: Tally = emptyTally();
  private jobs: Job[];

  private constructor(start: ShareStart, sisters: typeof checkSisters | undefined) {
    this.start = start;
    this.sisters = sisters;
    const reader = new TreeReader();
    this.jobs = start.jobs.map((job) => (job.part ? { ...job, rows: readPart(start.root, job.part, job.folders, reader, this.tally) } : job));
    this.marks = marksOf(this.jobs);
  }

  /** The checks of sisters bring the schemas of every format, which cost a thread a tenth of a second: only where there are any. */
  static async begin(start: ShareStart): Promise<Share> {
    const hasSisters = start.settings.formats.some((format) => format !== 'md' && format !== 'rss');
    return new Share(start, hasSisters ? (await import('./sister-check.ts')).checkSisters : undefined);
  }

  /** Rows are let go of as their files are done. */
  check(table: SharedArrayBuffer, onFiles: (more: number) => void): Tally[] {
    const check = new FolderCheck(this.start.root, this.start.settings, new PathTable(table), this.sisters);
    for (let job = this.jobs.pop(); job; job = this.jobs.pop()) {
      const before = check.tally.files;
      check.check(job.walked, job.rows);
      onFiles(check.tally.files - before);
    }
    return [this.tally, check.tally];
  }
}

function marksOf(jobs: readonly Job[]): Int32Array {
  const marks = new Int32Array(2 * jobs.reduce((sum, { rows }) => sum + rows.length, 0));
  let at = 0;
  for (const { rows } of jobs) {
    for (const { path } of rows) {
      markPath(path, marks, at);
      at += 2;
    }
  }
  return marks;
}
