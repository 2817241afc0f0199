import Link from 'next/link';
import type { ReactNode } from 'react';
import base from '#components/ui/base.module.css';
import { TimeAgo } from '#components/ui/days/time-ago.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import type { RunView } from '#lib/exchange/runs/runs.ts';
import { RunState } from './run-state.tsx';
import { causeOf, isUnderWay, lasted, phaseOf, runName, secondsOf } from './run-words.ts';
import styles from './runs.module.css';

type Props = {
  runs: readonly RunView[];
  /** Where the next page is, and the first one, where this is not it. */
  older: string | undefined;
  newest: string | undefined;
  empty: ReactNode;
  /** What came of a run, in a few words. */
  resultOf: (run: RunView) => ReactNode;
  /** Whose run it is: the target or the upload. */
  subjectOf: (run: RunView) => string;
};

/** The runs of the past and those under way, newest first. */
export function RunHistory({ runs, older, newest, empty, resultOf, subjectOf }: Props) {
  if (!runs.length && !newest) return empty;
  return (
    <>
      <ol className={`${base.plainList} ${styles.history}`}>
        {runs.map((run) => (
          <li key={run.id} className={styles.row}>
            <span className={styles.rowState}>
              <RunState state={run.state} />
            </span>
            <span className={styles.rowWords}>
              <Link href={addressOf(run)}>
                {runName(run)} {run.id}
              </Link>{' '}
              <span className={styles.rowSubject}>{subjectOf(run)}</span>
              <small>{causeOf(run)}</small>
            </span>
            <span className={styles.rowResult}>
              {isUnderWay(run) ? (
                <span className={base.dimmed}>{phaseOf(run)}</span>
              ) : run.state === 'failed' ? (
                <Problem text={run.problem} />
              ) : (
                resultOf(run)
              )}
            </span>
            <span className={styles.rowWhen}>
              <TimeAgo at={run.createdAt} />
              {run.endedAt && run.startedAt && <small className={base.tabular}>{lasted(secondsOf(run, 0) ?? 0)}</small>}
            </span>
          </li>
        ))}
      </ol>
      {(older || newest) && (
        <nav className={styles.pages} aria-label="Pages of the history">
          {newest && (
            <LinkButton href={newest} variant="default">
              Latest
            </LinkButton>
          )}
          {older && (
            <LinkButton href={older} variant="default">
              Older
            </LinkButton>
          )}
        </nav>
      )}
    </>
  );
}

/** Where a run has its screen. */
export function addressOf(run: Pick<RunView, 'id' | 'kind'>): string {
  if (run.kind === 'bulk') return `/bulk/${run.id}`;
  return run.kind === 'export' ? `/exports/runs/${run.id}` : `/imports/${run.id}`;
}

function Problem({ text }: { text: string | null }) {
  return <span className={styles.rowProblem}>{text}</span>;
}
