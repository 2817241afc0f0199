'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { TimeAgo } from '#components/ui/days/time-ago.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';
import type { FollowedRun } from '#lib/exchange/runs/runs.ts';
import { RunState } from './run-state.tsx';
import { causeOf, lasted, runName, secondsOf } from './run-words.ts';

const LISTS = {
  export: { href: '/exports', name: 'Exports' },
  import: { href: '/imports', name: 'Imports' },
  bulk: { href: '/review', name: 'Review' },
} as const;

/** The head of a run's screen: what it is, where it is, who began it and when. */
export function RunHeading({ run, kicker, actions }: { run: FollowedRun; kicker: ReactNode; actions: ReactNode }) {
  const { kind, state, options, createdAt, endedAt, attempts } = run;
  return (
    <PageTitle
      title={`${runName(run)} ${run.id}`}
      kicker={
        <>
          <Link href={LISTS[kind].href}>
            <bdi>{LISTS[kind].name}</bdi>
          </Link>{' '}
          · <bdi>{kicker}</bdi>
        </>
      }
      note={
        <>
          <RunState state={state} /> begun <TimeAgo at={createdAt} />, {causeOf(run)}
          {endedAt && run.startedAt && `; took ${lasted(secondsOf(run, 0) ?? 0)}`}
          {attempts > 1 && `; attempt ${attempts}`}
          {options.asOf && `; archive as of ${options.asOf}`}
        </>
      }
      actions={actions}
    />
  );
}
