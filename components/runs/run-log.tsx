import base from '#components/ui/base.module.css';
import sections from '#components/ui/sections.module.css';
import type { RunLogLine } from '#lib/exchange/runs/runs.ts';
import { lasted } from './run-words.ts';
import styles from './runs.module.css';

const LEVELS: Readonly<Record<string, string>> = { warn: 'Warning', error: 'Error' };

/** What a run said on its way, each line with the time since the run began. */
export function RunLog({ lines, since }: { lines: readonly RunLogLine[]; since: string }) {
  if (!lines.length) return null;
  return (
    <section className={sections.section} aria-labelledby="run-log">
      <h2 id="run-log">Log</h2>
      <ol className={`${base.plainList} ${styles.log}`}>
        {lines.map((line) => (
          <li key={line.n} data-level={line.level}>
            <time dateTime={line.at} className={`${styles.logTime} ${base.tabular}`}>
              {lasted((Date.parse(line.at) - Date.parse(since)) / 1000)}
            </time>
            <span className={styles.logText}>
              {LEVELS[line.level] && <strong>{LEVELS[line.level]}: </strong>}
              {line.text}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
