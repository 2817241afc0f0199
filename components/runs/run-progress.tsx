'use client';

import { Progress } from '@mantine/core';
import { useEffect, useState } from 'react';
import base from '#components/ui/base.module.css';
import type { FollowedRun } from '#lib/exchange/runs/runs.ts';
import { counted } from '#lib/kernel/count-of.ts';
import { isUnderWay, lasted, phaseOf, secondsOf } from './run-words.ts';
import styles from './runs.module.css';

/**
 * How far a run is: its phase, the count, the rate and the time, and a bar. Screen readers hear of each phase and
 * quarter, not of each file.
 */
export function RunProgress({ run, lost }: { run: FollowedRun; lost: boolean }) {
  const now = useNow(isUnderWay(run));
  const { done, total, rate } = run.progress;
  const share = done !== undefined && total ? Math.min(100, (done / total) * 100) : undefined;
  const seconds = secondsOf(run, now);
  return (
    <div className={styles.progress}>
      <div className={styles.progressWords}>
        <strong>{phaseOf(run)}</strong>
        <span className={`${styles.progressFacts} ${base.tabular}`}>
          {done !== undefined && <span>{total ? `${counted(done)} of ${counted(total)}` : counted(done)}</span>}
          {rate !== undefined && rate > 0 && <span>{counted(Math.round(rate))} a second</span>}
          {seconds !== undefined && <span suppressHydrationWarning>{lasted(Math.round(seconds))}</span>}
        </span>
      </div>
      <Progress.Root size="lg">
        <Progress.Section
          value={share ?? (run.state === 'waiting' ? 0 : 100)}
          animated={share === undefined && run.state === 'running'}
          aria-label={phaseOf(run)}
          {...(share === undefined ? { withAria: false, role: 'presentation' } : {})}
        />
      </Progress.Root>
      {lost && (
        <p className={styles.progressLost}>
          The server isn’t responding. The run continues without this page; retrying…
        </p>
      )}
    </div>
  );
}

/** Says to screen readers the state of a run: when its phase changes, at each quarter, and at its end. */
export function RunAnnouncer({ run }: { run: FollowedRun }) {
  return (
    <div role="status" className={base.visuallyHidden}>
      {announcement(run)}
    </div>
  );
}

function announcement(run: FollowedRun): string {
  if (run.state === 'done') return 'The run is done.';
  if (run.state === 'failed') return 'The run failed.';
  if (run.state === 'cancelled') return 'The run was cancelled.';
  const { done, total } = run.progress;
  const quarter = done !== undefined && total ? Math.floor((done / total) * 4) * 25 : 0;
  return quarter > 0 ? `${phaseOf(run)}: ${quarter} %` : phaseOf(run);
}

/** The time, each second while it matters. */
function useNow(matters: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!matters) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [matters]);
  return now;
}
