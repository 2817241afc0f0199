'use client';

import { Button } from '@mantine/core';
import { FileFrame } from '#components/diff/file-frame.tsx';
import { PatchView } from '#components/diff/patch-view.tsx';
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
import type { ImportReport } from '#lib/exchange/import/report.ts';
import type { FollowedRun, RunFile, RunFilesPage } from '#lib/exchange/runs/runs.ts';
import { ImportDecision } from './import-decision.tsx';
import { importFigures } from './import-figures.ts';
import { ImportFindings, ImportReportView } from './import-report.tsx';

const OUTCOMES = [
  { value: 'refused', name: 'Refused', sign: '!' },
  { value: 'normalised', name: 'Normalised', sign: '~' },
];

type Props = { first: FollowedRun; files: RunFilesPage; publishes: boolean };

/** One import or its dry run: as it goes on, its report, and what to do next. */
export function ImportRun({ first, files, publishes }: Props) {
  const { run, lost, show } = useRun(first);
  const actions = useRunActions(run, show);
  const figures = importFigures(run);
  const isDryRun = run.options.dryRun === true;
  return (
    <>
      <RunHeading
        run={run}
        kicker={run.upload?.name ?? 'an upload of the past'}
        actions={<RunButtons run={run} actions={actions} />}
      />
      <RunAnnouncer run={run} />
      <div className={sections.notices}>
        <RequestProblem problem={actions.problem} />
        {run.state === 'failed' && (
          <RunProblem title={isDryRun ? 'The dry run failed' : 'The import failed'} text={run.problem ?? ''}>
            <p>Nothing was imported: an import is all or nothing. Mend the cause, then retry or upload it again.</p>
          </RunProblem>
        )}
        {run.state === 'cancelled' && (
          <Notice kind="warning" title="Cancelled">
            Nothing was imported: an import is all or nothing.
          </Notice>
        )}
        {run.state === 'done' && !isDryRun && figures && (
          <Taken publish={run.options.publish === true} figures={figures} />
        )}
      </div>
      {isUnderWay(run) && <RunProgress run={run} lost={lost} />}
      {figures && <ImportReportView figures={figures} isDryRun={isDryRun} />}
      {figures && run.state === 'done' && isDryRun && (
        <ImportDecision run={run} figures={figures} actions={actions} publishes={publishes} />
      )}
      {figures && <ImportFindings figures={figures} isDryRun={isDryRun} />}
      <section className={sections.section} aria-labelledby="files">
        <h2 id="files">Files to check</h2>
        <RunFiles
          run={run}
          first={files}
          fresh={run.state}
          outcomes={OUTCOMES}
          opens={(file) => file.outcome === 'normalised'}
          detailOf={(file) => <Normalised file={file} />}
          empty={<NoFiles run={run} figures={figures} />}
        />
      </section>
      <RunLog lines={run.log} since={run.startedAt ?? run.createdAt} />
    </>
  );
}

function RunButtons({ run, actions }: { run: FollowedRun; actions: ReturnType<typeof useRunActions> }) {
  if (isUnderWay(run)) {
    return (
      <Button variant="default" loading={actions.busy === 'cancel'} disabled={run.cancelAsked} onClick={actions.cancel}>
        {run.cancelAsked ? 'Stopping…' : 'Cancel'}
      </Button>
    );
  }
  if (!run.upload) return null;
  const upload = run.upload.id;
  return (
    <>
      {run.state !== 'done' && (
        <Button loading={actions.busy === 'retry'} onClick={actions.retry}>
          Retry
        </Button>
      )}
      {run.state === 'done' && (
        <Button
          variant="default"
          loading={actions.busy === 'again'}
          onClick={() => actions.startImport('again', { upload, dryRun: true, publish: false })}
        >
          Dry run again
        </Button>
      )}
    </>
  );
}

function Taken({ publish, figures: { entries } }: { publish: boolean; figures: ImportReport }) {
  const changed = entries.created + entries.updated > 0;
  if (!changed) return <Notice kind="offer" title="Nothing changed: the archive held all of it already." />;
  return (
    <Notice kind="offer" title={publish ? 'Imported and published' : 'Imported as drafts'}>
      <p>
        {publish
          ? 'Recorded as an import approval. Targets that follow approvals are written now.'
          : 'Its entries wait among the drafts until somebody submits them.'}
      </p>
    </Notice>
  );
}

function Normalised({ file }: { file: RunFile }) {
  return (
    <FileFrame path={file.path} note="an export writes it like this">
      <PatchView patch={file.detail ?? ''} label={`${file.path}, as imported and as exported`} />
    </FileFrame>
  );
}

function NoFiles({ run, figures }: { run: FollowedRun; figures: ImportReport | undefined }) {
  if (isUnderWay(run)) return <EmptyState title="Files that are not exact appear here." />;
  return figures ? (
    <EmptyState title="None: every file comes back byte for byte." />
  ) : (
    <EmptyState title="This run reached no files." />
  );
}
