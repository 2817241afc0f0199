'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { EmptyState } from '#components/ui/messages/empty-state.tsx';
import { Notice } from '#components/ui/messages/notice.tsx';
import sections from '#components/ui/sections.module.css';
import type { BulkFile, BulkFilesPage } from '#lib/exchange/runs/bulk-items.ts';
import type { BulkReport, FollowedRun } from '#lib/exchange/runs/runs.ts';
import { countOf } from '#lib/kernel/count-of.ts';
import { RunFiles } from './run-files.tsx';
import { RunHeading } from './run-heading.tsx';
import { RunLog } from './run-log.tsx';
import { RequestProblem, RunProblem } from './run-problem.tsx';
import { RunAnnouncer, RunProgress } from './run-progress.tsx';
import { isUnderWay } from './run-words.ts';
import { useRun } from './use-run.ts';
import { useRunActions } from './use-run-actions.ts';

const OUTCOMES = [
  { value: 'failed', name: 'Not done', sign: '!' },
  { value: 'done', name: 'Done', sign: '✓' },
  { value: 'open', name: 'Still to do', sign: '·' },
];

/** One action on many entries, as it goes on: what came of each, and the way to try the failed ones again. */
export function BulkRun({ first, files }: { first: FollowedRun; files: BulkFilesPage }) {
  const { run, lost, show } = useRun(first);
  const actions = useRunActions(run, show);
  const failed = reportOf(run)?.files.failed ?? 0;
  const underWay = isUnderWay(run);
  return (
    <>
      <RunHeading
        run={run}
        kicker={countOf(run.options.count ?? 0, 'entry', 'entries')}
        actions={
          underWay ? (
            <Button
              variant="default"
              loading={actions.busy === 'cancel'}
              disabled={run.cancelAsked}
              onClick={actions.cancel}
            >
              {run.cancelAsked ? 'Stopping…' : 'Cancel'}
            </Button>
          ) : (
            (failed > 0 || run.state !== 'done') && (
              <Button loading={actions.busy === 'retry'} onClick={actions.retry}>
                Retry the rest
              </Button>
            )
          )
        }
      />
      <RunAnnouncer run={run} />
      <div className={sections.notices}>
        <RequestProblem problem={actions.problem} />
        <BulkOutcome run={run} />
      </div>
      {underWay && <RunProgress run={run} lost={lost} />}
      <section className={sections.section} aria-labelledby="files">
        <h2 id="files">Entries</h2>
        <RunFiles
          run={run}
          first={files}
          fresh={`${run.state} ${run.progress.done ?? 0}`}
          outcomes={OUTCOMES}
          searchLabel="Search titles"
          opens={() => true}
          detailOf={(file) => <Entry file={file as BulkFile} />}
          empty={<EmptyState title="This run has no entries." />}
        />
      </section>
      <RunLog lines={run.log} since={run.startedAt ?? run.createdAt} />
    </>
  );
}

function reportOf(run: FollowedRun): BulkReport | null {
  return run.report as BulkReport | null;
}

/** How it ended: failed, cancelled, or done with this many left. */
function BulkOutcome({ run }: { run: FollowedRun }) {
  const report = reportOf(run);
  if (run.state === 'failed') return <RunProblem title="This run failed" text={run.problem ?? ''} />;
  if (run.state === 'cancelled')
    return (
      <Notice kind="warning" title="Cancelled">
        What was done before stays done.
      </Notice>
    );
  if (run.state !== 'done' || !report) return null;
  const { done, failed } = report.files;
  return (
    <Notice
      kind={failed ? 'warning' : 'offer'}
      title={failed ? `${countOf(done, 'entry', 'entries')} done, ${failed} not` : 'All done.'}
    >
      {failed ? 'Each gives its reason. If an entry’s text changed, read it again before retrying.' : null}
    </Notice>
  );
}

function Entry({ file }: { file: BulkFile }) {
  return (
    <div>
      {file.detail && <p>{file.detail}</p>}
      <p>
        <Link href={`/entries/${file.entry}`}>Open entry</Link>
        {file.outcome !== 'done' && (
          <>
            {' · '}
            <Link href={`/review/${file.entry}`}>Review it</Link>
          </>
        )}
      </p>
    </div>
  );
}
