'use client';

import { Button, Kbd } from '@mantine/core';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { useCommands } from '#components/shell/commands.ts';
import type { ProposalChange } from '#lib/editorial/review/queries/proposal-change.ts';
import styles from './decide.module.css';
import { SetTime } from './set-time.tsx';

/** What is being asked before the decision is sent. */
export type OpenForm = 'changes' | 'time' | undefined;

type Props = {
  change: ProposalChange;
  why: string | undefined;
  busy: string | undefined;
  asking: OpenForm;
  isStale: boolean;
  onApprove(): void;
  onAsk(what: OpenForm): void;
  onCancelTime(): void;
};

/** The decisions that this person has, each with its key; or why there are none. */
export function DecisionBar({ change, why, busy, asking, isStale, onApprove, onAsk, onCancelTime }: Props) {
  const commands = [
    { name: 'Approve', keys: 'a', run: onApprove },
    { name: 'Request changes', keys: 'c', run: () => onAsk('changes') },
    { name: 'Schedule', keys: 't', run: () => onAsk('time') },
  ];
  useCommands(why ? [] : commands.filter(({ keys }) => keys === 'c' || !isStale));
  return (
    <div className={styles.reviewBar}>
      {why ? (
        <p className={styles.reviewWhy}>{why}</p>
      ) : (
        <>
          <Button
            onClick={onApprove}
            loading={busy === 'approve' && asking !== 'time'}
            aria-keyshortcuts="a"
            rightSection={<Kbd size="xs">a</Kbd>}
            disabled={isStale}
          >
            {change.withdrawal ? 'Approve and withdraw' : change.schedule ? 'Publish now' : 'Approve and publish'}
          </Button>
          <Action
            name="Request changes…"
            shortcut="c"
            pressed={asking === 'changes'}
            onPress={() => onAsk('changes')}
          />
          <Action
            name={change.schedule ? 'Reschedule…' : 'Schedule…'}
            shortcut="t"
            pressed={asking === 'time'}
            disabled={isStale}
            onPress={() => onAsk('time')}
          />
          {change.schedule && (
            <Button variant="default" loading={busy === 'cancel-schedule'} onClick={onCancelTime}>
              Cancel schedule
            </Button>
          )}
        </>
      )}
      <Button component={Link} href={`/entries/${change.entry}`} variant="subtle">
        Open in editor
      </Button>
    </div>
  );
}

type ActionProps = { name: ReactNode; shortcut: string; pressed: boolean; disabled?: boolean; onPress(): void };

function Action({ name, shortcut, pressed, disabled = false, onPress }: ActionProps) {
  return (
    <Button
      variant="default"
      onClick={onPress}
      aria-expanded={pressed}
      aria-keyshortcuts={shortcut}
      rightSection={<Kbd size="xs">{shortcut}</Kbd>}
      disabled={disabled}
    >
      <bdi>{name}</bdi>
    </Button>
  );
}

/** When an approval is published that waits for its time, and whose it is. */
export function ScheduledNote({ schedule }: { schedule: { at: string; by: { name: string } } }) {
  return (
    <>
      Approved by <bdi>{schedule.by.name}</bdi>, published <SetTime at={schedule.at} />
    </>
  );
}
