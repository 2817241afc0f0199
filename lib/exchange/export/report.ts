import type { Edition } from '../../kernel/revision/text.ts';

/** What a plan says about one file. */
export type PlannedFile = { path: string; change: 'added' | 'changed' | 'removed'; size: number; sha256: string };

/**
 * What a target was given last: which archive, up to which position of its log, with which settings, and the manifest
 * that proves it. `lookedAt`: when its files were last looked at (milliseconds).
 */
export type TargetState = { identity: string; position: number; settings: string; manifest: string; lookedAt: number };

/**
 * What an export does to its target: the plan before it, the report after it. The names are those of `export --json`.
 */
export type ExportReport = {
  plan: boolean;
  edition: Edition;
  /** Whether every page was made and compared, or only those that changes since the last export touch. */
  full: boolean;
  /** How far the log of changes goes that is written, and the instant that was asked for. */
  position: number;
  asOf: string | null;
  files: { added: number; changed: number; removed: number; unchanged: number };
  /** The paths of the three; the unchanged ones are only counted. */
  paths: { added: string[]; changed: string[]; removed: string[] };
  bytes: number;
  /** SHA-256 of the manifest. */
  manifest: string;
  seconds: number;
};

export function emptyExportReport(edition: Edition, plan: boolean): ExportReport {
  return {
    plan,
    edition,
    full: false,
    position: 0,
    asOf: null,
    files: { added: 0, changed: 0, removed: 0, unchanged: 0 },
    paths: { added: [], changed: [], removed: [] },
    bytes: 0,
    manifest: '',
    seconds: 0,
  };
}
