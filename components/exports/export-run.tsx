'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { RunFiles } from '#components/runs/run-files.tsx';
import { RunHeading } from '#components/runs/run-heading.tsx';
import { RunLog } from '#components/runs/run-log.tsx';
import { RequestProblem, RunProblem } from '#components/runs/run-problem.tsx';
import { RunAnnouncer, RunProgress } from '#components/runs/run-progress.tsx';
import { isUnderWay } from '#components/runs/run-words.ts';
import { useRun } from '#components/runs/use-run.ts';
import { useRunActions } from '#components/runs/use-run-actions.ts';
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
  const actions = useRunActions(run, show);
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
        actions={<RunButtons run={run} actions={actions} canApply={canApply} />}
      />
      <RunAnnouncer run={run} />
      <div className={sections.notices}>
        <RequestProblem problem={actions.problem} />
        {run.state === 'failed' && (
          <RunProblem title={isPlan ? 'The plan failed' : 'The export failed'} text={run.problem ?? ''}>
            <p>The target still holds its last finished export. Fix the cause, then retry.</p>
          </RunProblem>
        )}
        {run.state === 'cancelled' && (
          <Notice kind="warning" title="Cancelled">
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

type RunButtonsProps = { run: FollowedRun; actions: ReturnType<typeof useRunActions>; canApply: boolean };

function RunButtons({ run, actions, canApply }: RunButtonsProps) {
  const { target, state } = run;
  if (isUnderWay(run)) {
    return (
      <Button variant="default" loading={actions.busy === 'cancel'} disabled={run.cancelAsked} onClick={actions.cancel}>
        {run.cancelAsked ? 'Stopping…' : 'Cancel'}
      </Button>
    );
  }
  return (
    <>
      {state !== 'done' && (
        <Button loading={actions.busy === 'retry'} onClick={actions.retry}>
          Retry
        </Button>
      )}
      {canApply && (
        <Button loading={actions.busy === 'apply'} onClick={actions.apply}>
          Apply this plan
        </Button>
      )}
      {state === 'done' && target && (
        <Button
          variant="default"
          loading={actions.busy === 'plan'}
          onClick={() => actions.startExport('plan', { target: target.id, plan: true })}
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
