'use client';

import { notifications } from '@mantine/notifications';
import { IconPlus } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { RunHistory } from '#components/runs/run-history.tsx';
import { isUnderWay } from '#components/runs/run-words.ts';
import { useLiveRefresh } from '#components/runs/use-live-refresh.ts';
import base from '#components/ui/base.module.css';
import { LinkButton } from '#components/ui/link-button.tsx';
import { EmptyState } from '#components/ui/messages/empty-state.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';
import sections from '#components/ui/sections.module.css';
import type { TargetView } from '#lib/exchange/export/queries/targets.ts';
import type { RunView } from '#lib/exchange/runs/runs.ts';
import { DownloadTree } from './download-tree.tsx';
import { changeWords, figuresOf } from './export-figures.ts';
import styles from './exports.module.css';
import { RemoveTarget } from './remove-target.tsx';
import { TargetRow } from './target-row.tsx';
import { useStartExport } from './use-start-export.ts';

type Props = {
  targets: readonly TargetView[];
  runs: readonly RunView[];
  older: string | undefined;
  isFirst: boolean;
  manages: boolean;
};

/** Where the archive goes, what is running, and what came of it. */
export function ExportsScreen({ targets, runs, older, isFirst, manages }: Props) {
  const router = useRouter();
  const [removing, setRemoving] = useState<TargetView>();
  useLiveRefresh(runs.some(isUnderWay) || targets.some((target) => target.lastRun && isUnderWay(target.lastRun)));
  return (
    <>
      <PageTitle
        title="Exports"
        note="The published archive as a tree of files. A run writes only what changed."
        actions={
          manages && (
            <LinkButton href="/exports/targets/new" leftSection={<IconPlus size={16} aria-hidden />}>
              New target
            </LinkButton>
          )
        }
      />
      <Targets targets={targets} manages={manages} onRemove={setRemoving} />
      <DownloadTree />
      <section className={sections.section} aria-labelledby="history">
        <h2 id="history">History</h2>
        <RunHistory
          runs={runs}
          older={older && `/exports?cursor=${encodeURIComponent(older)}`}
          newest={isFirst ? undefined : '/exports'}
          empty={
            <EmptyState title="Nothing has been exported yet.">
              Every plan and export is listed here: what it did, who started it and when.
            </EmptyState>
          }
          subjectOf={(run) => run.target?.name ?? ''}
          resultOf={resultOf}
        />
      </section>
      <RemoveTarget
        key={removing?.id}
        target={removing}
        onClose={() => setRemoving(undefined)}
        onDone={(message) => {
          notifications.show({ message });
          router.refresh();
        }}
      />
    </>
  );
}

type TargetsProps = Pick<Props, 'targets' | 'manages'> & { onRemove(target: TargetView): void };

function Targets({ targets, manages, onRemove }: TargetsProps) {
  const { starting, start } = useStartExport();
  return (
    <section aria-labelledby="targets">
      <h2 id="targets" className={styles.sectionTitle}>
        Targets
      </h2>
      {targets.length ? (
        <ul className={`${base.plainList} ${styles.targets}`}>
          {targets.map((target) => (
            <TargetRow
              key={target.id}
              target={target}
              manages={manages}
              starting={starting}
              onStart={start}
              onRemove={onRemove}
            />
          ))}
        </ul>
      ) : (
        <NoTargets manages={manages} />
      )}
    </section>
  );
}

/** What came of an export, in a few words. */
export function resultOf(run: RunView): string {
  const figures = figuresOf(run);
  if (!figures) return '';
  return run.options.plan ? `would be: ${changeWords(figures)}` : changeWords(figures);
}

function NoTargets({ manages }: { manages: boolean }) {
  return (
    <EmptyState
      title="No export targets yet"
      action={manages && <LinkButton href="/exports/targets/new">Create the first target</LinkButton>}
    >
      A target is where the published archive is written: a folder on this server, or a git repository that gets one
      commit per run. Start with a plan: it lists every file that would change and writes nothing.{' '}
      {manages ? '' : 'An admin can create a target.'}
    </EmptyState>
  );
}
