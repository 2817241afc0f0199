'use client';

import Link from 'next/link';
import { changeWords, figuresOf } from '#components/exports/export-figures.ts';
import { addressOf } from '#components/runs/run-history.tsx';
import { RunState } from '#components/runs/run-state.tsx';
import { isUnderWay, phaseOf, runName } from '#components/runs/run-words.ts';
import { useLiveRefresh } from '#components/runs/use-live-refresh.ts';
import base from '#components/ui/base.module.css';
import { TimeAgo } from '#components/ui/days/time-ago.tsx';
import line from '#components/ui/entry-line.module.css';
import { LinkButton } from '#components/ui/link-button.tsx';
import { EmptyState } from '#components/ui/messages/empty-state.tsx';
import type { TargetView } from '#lib/exchange/export/queries/targets.ts';
import type { RunView } from '#lib/exchange/runs/runs.ts';
import styles from './desk.module.css';

/** Where the archive goes, and the state of each target; kept up to date while one of them is written. */
export function DeskExports({ targets, manages }: { targets: readonly TargetView[]; manages: boolean }) {
  useLiveRefresh(targets.some(({ lastRun }) => lastRun && isUnderWay(lastRun)));
  return (
    <section className={styles.list} aria-labelledby="exports">
      <h2 id="exports">Exports</h2>
      {targets.length ? (
        <ul className={`${base.plainList} ${styles.items}`}>
          {targets.map(({ id, name, lastRun }) => (
            <li key={id} className={styles.item}>
              <div className={styles.itemWords}>
                <Link href={lastRun ? addressOf(lastRun) : `/exports/targets/${id}`} className={styles.itemTitle}>
                  <bdi>{name}</bdi>
                </Link>
                <p className={line.facts}>{lastRun ? <Facts run={lastRun} /> : 'Never exported'}</p>
              </div>
              {lastRun && <RunState state={lastRun.state} />}
            </li>
          ))}
        </ul>
      ) : (
        <EmptyState
          title="No export targets yet."
          action={manages && <LinkButton href="/exports/targets/new">New target</LinkButton>}
        >
          A target is a folder or a git repository that published entries are exported to.{' '}
          {manages ? '' : 'An admin can add one.'}
        </EmptyState>
      )}
    </section>
  );
}

function Facts({ run }: { run: RunView }) {
  const figures = figuresOf(run);
  return (
    <>
      <span>
        {runName(run)} <TimeAgo at={run.endedAt ?? run.createdAt} />
      </span>
      <span>{isUnderWay(run) ? phaseOf(run) : figures && changeWords(figures)}</span>
    </>
  );
}
