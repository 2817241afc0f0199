import type { RunView, StoredExportReport } from '#lib/exchange/runs/runs.ts';
import { countOf } from '#lib/kernel/count-of.ts';

/** The figures of an export that has a report. */
export function figuresOf({ kind, report }: Pick<RunView, 'kind' | 'report'>): StoredExportReport | undefined {
  return kind === 'export' && report ? (report as StoredExportReport) : undefined;
}

/** How many files an export touched, or would touch. */
export function touched({ files }: StoredExportReport): number {
  return files.added + files.changed + files.removed;
}

/** “3 added, 2 changed”; “nothing to change” */
export function changeWords({ files }: StoredExportReport): string {
  const parts = [
    files.added && `${countOf(files.added, 'file')} added`,
    files.changed && `${files.changed} changed`,
    files.removed && `${files.removed} removed`,
  ].filter(Boolean);
  return parts.length ? parts.join(', ') : 'nothing to change';
}
