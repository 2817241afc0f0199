import type { HealthFinding } from '#lib/admin/health/finding.ts';
import styles from './settings.module.css';

const MARKS: Readonly<Record<HealthFinding['state'], string>> = { ok: 'OK', note: 'Note', wrong: 'Problem' };

/** Findings, each with its state in words and what to do about it. */
export function HealthList({ findings, label }: { findings: readonly HealthFinding[]; label: string }) {
  return (
    <dl className={styles.healthList} aria-label={label}>
      {findings.map(({ about, state, says, remedy }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a variable can have a value and a problem, and neither moves
        <div key={at} className={styles.healthRow}>
          <dt>{about}</dt>
          <dd className={styles.healthMark} data-state={state}>
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
