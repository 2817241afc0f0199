'use client';

import { ActionIcon, Button, Menu } from '@mantine/core';
import {
  IconBrandGit,
  IconDots,
  IconFolder,
  IconListSearch,
  IconPencil,
  IconRefresh,
  IconTrash,
} from '@tabler/icons-react';
import Link from 'next/link';
import { addressOf } from '#components/runs/run-history.tsx';
import { RunState } from '#components/runs/run-state.tsx';
import { isUnderWay, phaseOf, runName } from '#components/runs/run-words.ts';
import base from '#components/ui/base.module.css';
import { TimeAgo } from '#components/ui/days/time-ago.tsx';
import { Notice } from '#components/ui/messages/notice.tsx';
import type { TargetView } from '#lib/exchange/export/queries/targets.ts';
import type { RunView } from '#lib/exchange/runs/runs.ts';
import { changeWords, figuresOf } from './export-figures.ts';
import styles from './exports.module.css';
import { settingsWords, timesWords } from './target-words.ts';
import type { ExportRequest } from './use-start-export.ts';

type Props = {
  target: TargetView;
  manages: boolean;
  starting: ExportRequest | undefined;
  onStart: (wish: ExportRequest) => void;
  onRemove: (target: TargetView) => void;
};

/** One target: where it is, what it gets and when, what came of the last run, and what can be done now. */
export function TargetRow({ target, manages, starting, onStart, onRemove }: Props) {
  const { id, name, kind, place, settings, lastRun } = target;
  const Icon = kind === 'git' ? IconBrandGit : IconFolder;
  const mine = starting?.target === id ? starting : undefined;
  return (
    <li className={styles.target}>
      <div>
        <h3 className={styles.targetName}>
          <Link href={`/exports/targets/${id}`}>
            <bdi>{name}</bdi>
          </Link>
        </h3>
        <p className={styles.targetPlace}>
          <Icon size={16} aria-hidden />
          <span className={base.visuallyHidden}>{kind === 'git' ? 'Git repository' : 'Folder'}: </span>
          <code>{place}</code>
          {settings.branch && <span className={base.dimmed}>branch {settings.branch}</span>}
        </p>
        <p className={styles.targetFacts}>{settingsWords(target)}</p>
        <p className={styles.targetFacts}>{timesWords(target)}</p>
      </div>
      <LastRun run={lastRun} />
      <div className={styles.targetActions}>
        <Button
          variant="default"
          loading={mine?.plan === true}
          disabled={starting !== undefined}
          onClick={() => onStart({ target: id, plan: true })}
          aria-label={`Plan an export to ${name}`}
        >
          Plan
        </Button>
        <Button
          loading={mine !== undefined && !mine.plan && !mine.full}
          disabled={starting !== undefined}
          onClick={() => onStart({ target: id })}
          aria-label={`Export to ${name} now`}
        >
          Export now
        </Button>
        <MoreOfTarget target={target} manages={manages} onStart={onStart} onRemove={onRemove} />
      </div>
      {lastRun?.state === 'failed' && (
        <div className={styles.targetProblem}>
          <Notice kind="problem" title={`The last ${runName(lastRun).toLowerCase()} failed`}>
            <p className={base.asWritten}>{lastRun.problem}</p>
            <Link href={addressOf(lastRun)}>See what happened, and retry</Link>
          </Notice>
        </div>
      )}
    </li>
  );
}

/** What is done less often. */
function MoreOfTarget({ target, manages, onStart, onRemove }: Omit<Props, 'starting'>) {
  const { id, name } = target;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="default" size="lg" aria-label={`More for ${name}`}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconRefresh size={16} aria-hidden />}
          onClick={() => onStart({ target: id, full: true })}
        >
          Full export: check every file
        </Menu.Item>
        <Menu.Item
          leftSection={<IconListSearch size={16} aria-hidden />}
          onClick={() => onStart({ target: id, plan: true, full: true })}
        >
          Full plan
        </Menu.Item>
        {manages && (
          <>
            <Menu.Divider />
            <Menu.Item
              leftSection={<IconPencil size={16} aria-hidden />}
              component={Link}
              href={`/exports/targets/${id}`}
            >
              Edit
            </Menu.Item>
            <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} color="red" onClick={() => onRemove(target)}>
              Remove…
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function LastRun({ run }: { run: RunView | null }) {
  if (!run) return <p className={base.dimmed}>Never exported</p>;
  const figures = figuresOf(run);
  return (
    <div>
      <p>
        <RunState state={run.state} /> <Link href={addressOf(run)}>{`${runName(run)} ${run.id}`}</Link>
      </p>
      <p className={styles.targetFacts}>
        <TimeAgo at={run.endedAt ?? run.createdAt} />
        {isUnderWay(run)
          ? ` · ${phaseOf(run)}`
          : figures && ` · ${run.options.plan ? 'would be: ' : ''}${changeWords(figures)}`}
      </p>
    </div>
  );
}
