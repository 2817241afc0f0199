import type { ImportReport } from '#lib/exchange/import/report.ts';
import type { RunView } from '#lib/exchange/runs/runs.ts';
import { countOf } from '#lib/kernel/count-of.ts';

/** The figures of an import that has a report. */
export function importFigures({ kind, report }: Pick<RunView, 'kind' | 'report'>): ImportReport | undefined {
  return kind === 'import' && report ? (report as ImportReport) : undefined;
}

/** “12 entries new, 3 changed; 2 files refused” */
export function importWords({ files, entries }: ImportReport): string {
  const changes =
    [
      entries.created && `${countOf(entries.created, 'entry', 'entries')} new`,
      entries.updated && `${entries.updated} changed`,
    ]
      .filter(Boolean)
      .join(', ') || 'no entry changes';
  return files.refused ? `${changes}; ${countOf(files.refused, 'file')} refused` : changes;
}
