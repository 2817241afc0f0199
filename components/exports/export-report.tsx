import { sizeOf } from '#components/runs/run-words.ts';
import base from '#components/ui/base.module.css';
import sections from '#components/ui/sections.module.css';
import type { StoredExportReport } from '#lib/exchange/runs/runs.ts';
import { counted } from '#lib/kernel/count-of.ts';
import { touched } from './export-figures.ts';

/** What an export did, or a plan would do, in figures. */
export function ExportReportView({ figures, isPlan }: { figures: StoredExportReport; isPlan: boolean }) {
  const { files, bytes, full, commit } = figures;
  const rows: [string, string][] = [
    ['added', counted(files.added)],
    ['changed', counted(files.changed)],
    ['removed', counted(files.removed)],
    ['unchanged', counted(files.unchanged)],
    ['total', sizeOf(bytes)],
  ];
  return (
    <>
      <dl className={`${sections.figures} ${base.tabular}`}>
        {rows.map(([name, value]) => (
          <div key={name} className={sections.figure}>
            <dt dir="auto">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className={sections.facts}>
        {outcome(figures, isPlan)}{' '}
        {full ? 'Every file was checked.' : 'Only changes since the last export were checked.'}
        {commit && (
          <>
            {' '}
            Commit <code>{commit.slice(0, 12)}</code>.
          </>
        )}
      </p>
    </>
  );
}

function outcome(figures: StoredExportReport, isPlan: boolean): string {
  if (touched(figures) === 0)
    return isPlan ? 'The target is up to date.' : 'The target was already up to date; nothing was written.';
  return isPlan ? 'Nothing was written yet.' : 'The target now holds the published archive.';
}
