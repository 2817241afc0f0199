import { sizeOf } from '#components/runs/run-words.ts';
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
    ['in all', sizeOf(bytes)],
  ];
  return (
    <>
      <dl className="run-figures tabular">
        {rows.map(([name, value]) => (
          <div key={name} className="run-figure">
            <dt dir="auto">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="run-facts">
        {outcome(figures, isPlan)}{' '}
        {full ? 'Every file of the tree was looked at.' : 'Only what changed since the last export was looked at.'}
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
    return isPlan ? 'The target holds everything already.' : 'The target held everything already; nothing was written.';
  return isPlan ? 'Nothing was touched yet.' : 'The target now holds the published archive.';
}
