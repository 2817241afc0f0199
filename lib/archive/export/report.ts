import type { Edition } from '../../domain/revision/text.ts';

/** What an export does to its target: the plan before it, the report after it. The names are those of `export --json`. */
export type ExportReport = {
  plan: boolean;
  edition: Edition;
  files: { added: number; changed: number; removed: number; unchanged: number };
  /** The paths of the three; the unchanged ones are only counted. */
  paths: { added: string[]; changed: string[]; removed: string[] };
  bytes: number;
  seconds: number;
};

export function emptyExportReport(edition: Edition, plan: boolean): ExportReport {
  return { plan, edition, files: { added: 0, changed: 0, removed: 0, unchanged: 0 }, paths: { added: [], changed: [], removed: [] }, bytes: 0, seconds: 0 };
}
