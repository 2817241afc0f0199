import { createTwoFilesPatch } from 'diff';
import type { RefusedFile } from './staged.ts';

/** What an import did, or a dry run would do. The names are those of `import --json`. */
export type ImportReport = {
  dryRun: boolean;
  files: { exact: number; normalised: number; refused: number };
  events: { created: number; updated: number; unchanged: number };
  days: { written: number; unchanged: number };
  refused: RefusedFile[];
  normalised: { path: string; diff: string }[];
  /** Names with a comma that nobody knew and that the order of some list proves. */
  inferred: string[];
  /** Lists of contexts that can be read in more than one way, with the reading that was taken. */
  ambiguous: { path: string; list: string; read: string[] }[];
  seconds: number;
};

const LONGEST_DIFF = 4_000;
const MOST_DETAILS = 5_000;

export function emptyReport(dryRun: boolean): ImportReport {
  return {
    dryRun,
    files: { exact: 0, normalised: 0, refused: 0 },
    events: { created: 0, updated: 0, unchanged: 0 },
    days: { written: 0, unchanged: 0 },
    refused: [],
    normalised: [],
    inferred: [],
    ambiguous: [],
    seconds: 0,
  };
}

/** Counts a refused file. The list is cut at 5,000, the count is not. */
export function addRefused(report: ImportReport, refused: RefusedFile): void {
  report.files.refused += 1;
  if (report.refused.length < MOST_DETAILS) report.refused.push(refused);
}

/** Notes a list that can be read in more than one way. */
export function addAmbiguous(report: ImportReport, ambiguous: ImportReport['ambiguous'][number]): void {
  if (report.ambiguous.length < MOST_DETAILS) report.ambiguous.push(ambiguous);
}

/** Counts a file that was taken in: exact where `written`, what an export would write, is what was read. */
export function addTaken(report: ImportReport, file: { path: string; text: string; altered: boolean }, written: string): void {
  if (written === file.text && !file.altered) {
    report.files.exact += 1;
    return;
  }
  report.files.normalised += 1;
  if (report.normalised.length < MOST_DETAILS) report.normalised.push({ path: file.path, diff: diffOf(file, written) });
}

function diffOf(file: { path: string; text: string; altered: boolean }, written: string): string {
  if (written === file.text) return 'The byte order mark or the CRLF line ends are taken away.';
  const patch =
    createTwoFilesPatch(file.path, file.path, file.text, written, 'as imported', 'as exported', { context: 1, timeout: 1_000 }) ?? 'The page is too different to show how.';
  return patch.length > LONGEST_DIFF ? `${patch.slice(0, LONGEST_DIFF)}\n…` : patch;
}
