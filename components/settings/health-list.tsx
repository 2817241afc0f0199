import type { Finding } from '#lib/admin/health/finding.ts';
import './settings.css';

const MARKS: Readonly<Record<Finding['state'], string>> = { ok: 'OK', note: 'Note', wrong: 'Problem' };

/** Findings, each with its state in words and what to do about it. */
export function HealthList({ findings, label }: { findings: readonly Finding[]; label: string }) {
  return (
    <dl className="health-list" aria-label={label}>
      {findings.map(({ about, state, says, remedy }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a variable can have a value and a problem, and neither moves
        <div key={at} className="health-row">
          <dt>{about}</dt>
          <dd className="health-mark" data-state={state}>
            {MARKS[state]}
          </dd>
          <dd>
            {says}
            {remedy && <strong> {remedy}</strong>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
