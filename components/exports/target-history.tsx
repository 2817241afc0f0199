'use client';

import { RunHistory } from '#components/runs/run-history.tsx';
import { isUnderWay } from '#components/runs/run-words.ts';
import { useLiveRefresh } from '#components/runs/use-live-refresh.ts';
import { EmptyState } from '#components/ui/messages/empty-state.tsx';
import sections from '#components/ui/sections.module.css';
import type { RunView } from '#lib/exchange/runs/runs.ts';
import { resultOf } from './exports-screen.tsx';

/** The runs of one target. */
export function TargetHistory({
  target,
  runs,
  older,
  isFirst,
}: {
  target: number;
  runs: readonly RunView[];
  older: string | undefined;
  isFirst: boolean;
}) {
  useLiveRefresh(runs.some(isUnderWay));
  const here = `/exports/targets/${target}`;
  return (
    <section className={sections.section} aria-labelledby="history">
      <h2 id="history">History</h2>
      <RunHistory
        runs={runs}
        older={older && `${here}?cursor=${encodeURIComponent(older)}`}
        newest={isFirst ? undefined : here}
        empty={<EmptyState title="Nothing has been exported here yet." />}
        subjectOf={() => ''}
        resultOf={resultOf}
      />
    </section>
  );
}
