'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { RunFiles } from '#components/runs/run-files.tsx';
import { RunHeading } from '#components/runs/run-heading.tsx';
import { RunLog } from '#components/runs/run-log.tsx';
import { RefusedWish, RunProblem } from '#components/runs/run-problem.tsx';
import { RunAnnouncer, RunProgress } from '#components/runs/run-progress.tsx';
import { isUnderWay } from '#components/runs/run-words.ts';
import { useRun } from '#components/runs/use-run.ts';
import { useRunVerbs } from '#components/runs/use-run-verbs.ts';
import { EmptyState } from '#components/ui/messages/empty-state.tsx';
import { Notice } from '#components/ui/messages/notice.tsx';
import sections from '#components/ui/sections.module.css';
import type { FollowedRun, RunFilesPage, StoredExportReport } from '#lib/exchange/runs/runs.ts';
import { figuresOf, touched } from './export-figures.ts';
import { ExportReportView } from './export-report.tsx';
import { FileDiff } from './file-diff.tsx';

const OUTCOMES = [
  { value: 'added', name: 'Added', sign: '+' },
  { value: 'changed', name: 'Changed', sign: '~' },
  { value: 'removed', name: 'Removed', sign: '−' },
];

type Props = { first: FollowedRun; files: RunFilesPage };

/** One export or plan: as it goes on, and what came of it, file by file. */
export function ExportRun({ first, files }: Props) {
  const { run, lost, show } = useRun(first);
  const verbs = useRunVerbs(run, show);
  const figures = figuresOf(run);
  const isPlan = run.options.plan === true;
  const canApply = isPlan && run.state === 'done' && figures !== undefined && touched(figures) > 0;
  return (
    <>
      <RunHeading
        run={run}
        kicker={
          run.target ? (
            <Link href={`/exports/targets/${run.target.id}`}>
              <bdi>{run.target.name}</bdi>
            </Link>
          ) : (
            'a removed target'
          )
        }
        actions={<Verbs run={run} verbs={verbs} canApply={canApply} />}
      />
      <RunAnnouncer run={run} />
      <div className={sections.notices}>
        <RefusedWish problem={verbs.problem} />
        {run.state === 'failed' && (
          <RunProblem title={isPlan ? 'The plan failed' : 'The export failed'} text={run.problem ?? ''}>
            <p>The target still holds its last finished export. Fix the cause, then retry.</p>
          </RunProblem>
        )}
        {run.state === 'cancelled' && (
          <Notice kind="care" title="Cancelled">
            The target still holds its last finished export.
          </Notice>
        )}
      </div>
      {isUnderWay(run) && <RunProgress run={run} lost={lost} />}
      {figures && <ExportReportView figures={figures} isPlan={isPlan} />}
      <section className={sections.section} aria-labelledby="files">
        <h2 id="files">{isPlan ? 'What the plan would change' : 'Files'}</h2>
        <RunFiles
          run={run}
          first={files}
          fresh={run.state}
          outcomes={OUTCOMES}
          opens={() => true}
          detailOf={(file) => <FileDiff key={file.path} run={run.id} path={file.path} />}
          empty={<NoFiles run={run} figures={figures} />}
        />
      </section>
      <RunLog lines={run.log} since={run.startedAt ?? run.createdAt} />
    </>
  );
}

type VerbsProps = { run: FollowedRun; verbs: ReturnType<typeof useRunVerbs>; canApply: boolean };

function Verbs({ run, verbs, canApply }: VerbsProps) {
  const { target, state } = run;
  if (isUnderWay(run)) {
    return (
      <Button variant="default" loading={verbs.busy === 'cancel'} disabled={run.cancelAsked} onClick={verbs.cancel}>
        {run.cancelAsked ? 'Stopping…' : 'Cancel'}
      </Button>
    );
  }
  return (
    <>
      {state !== 'done' && (
        <Button loading={verbs.busy === 'retry'} onClick={verbs.retry}>
          Retry
        </Button>
      )}
      {canApply && (
        <Button loading={verbs.busy === 'apply'} onClick={verbs.apply}>
          Apply this plan
        </Button>
      )}
      {state === 'done' && target && (
        <Button
          variant="default"
          loading={verbs.busy === 'plan'}
          onClick={() => verbs.startExport('plan', { target: target.id, plan: true })}
        >
          Plan again
        </Button>
      )}
    </>
  );
}

function NoFiles({ run, figures }: { run: FollowedRun; figures: StoredExportReport | undefined }) {
  if (isUnderWay(run)) return <EmptyState title="The files appear here as soon as they are known." />;
  if (figures && touched(figures) === 0)
    return (
      <EmptyState title="No files differ.">Publish or change an entry, and the next run writes its pages.</EmptyState>
    );
  return <EmptyState title="This run reached no files." />;
}
