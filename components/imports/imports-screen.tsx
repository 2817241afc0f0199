'use client';

import { RunHistory } from '#components/runs/run-history.tsx';
import { isUnderWay } from '#components/runs/run-words.ts';
import { useLiveRefresh } from '#components/runs/use-live-refresh.ts';
import { EmptyState } from '#components/ui/messages/empty-state.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';
import sections from '#components/ui/sections.module.css';
import type { RunView } from '#lib/exchange/runs/runs.ts';
import { importFigures, importWords } from './import-figures.ts';
import { UploadPanel } from './upload-panel.tsx';

type Props = { runs: readonly RunView[]; older: string | undefined; isFirst: boolean };

/** Where archives come in, and what became of those that did. */
export function ImportsScreen({ runs, older, isFirst }: Props) {
  useLiveRefresh(runs.some(isUnderWay));
  return (
    <>
      <PageTitle
        title="Imports"
        note="Imported pages can be exported byte for byte. Where one cannot, the report says what differs and why."
      />
      <UploadPanel />
      <section className={sections.section} aria-labelledby="history">
        <h2 id="history">History</h2>
        <RunHistory
          runs={runs}
          older={older && `/imports?cursor=${encodeURIComponent(older)}`}
          newest={isFirst ? undefined : '/imports'}
          empty={
            <EmptyState title="Nothing has been imported yet.">
              Every dry run and import is listed here with its report, and can be run again.
            </EmptyState>
          }
          subjectOf={(run) => run.upload?.name ?? ''}
          resultOf={resultOf}
        />
      </section>
    </>
  );
}

function resultOf(run: RunView): string {
  const figures = importFigures(run);
  return figures ? `${run.options.dryRun ? 'would be: ' : ''}${importWords(figures)}` : '';
}
