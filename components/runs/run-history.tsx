import Link from 'next/link';
import type { ReactNode } from 'react';
import { TimeAgo } from '#components/ui/days/time-ago.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import type { RunView } from '#lib/exchange/runs/runs.ts';
import { RunState } from './run-state.tsx';
import { causeOf, isUnderWay, lasted, phaseOf, runName, secondsOf } from './run-words.ts';
import './runs.css';

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
      <ol className="plain-list run-history">
        {runs.map((run) => (
          <li key={run.id} className="run-row">
            <span className="run-row-state">
              <RunState state={run.state} />
            </span>
            <span className="run-row-words">
              <Link href={addressOf(run)}>
                {runName(run)} {run.id}
              </Link>{' '}
              <span className="run-row-subject">{subjectOf(run)}</span>
              <small>{causeOf(run)}</small>
            </span>
            <span className="run-row-result">
              {isUnderWay(run) ? (
                <span className="dimmed">{phaseOf(run)}</span>
              ) : run.state === 'failed' ? (
                <Problem text={run.problem} />
              ) : (
                resultOf(run)
              )}
            </span>
            <span className="run-row-when">
              <TimeAgo at={run.createdAt} />
              {run.endedAt && run.startedAt && <small className="tabular">{lasted(secondsOf(run, 0) ?? 0)}</small>}
            </span>
          </li>
        ))}
      </ol>
      {(older || newest) && (
        <nav className="run-pages" aria-label="Pages of the history">
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
  return <span className="run-row-problem">{text}</span>;
}
