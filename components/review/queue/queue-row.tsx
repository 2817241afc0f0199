'use client';

import { Button, Checkbox } from '@mantine/core';
import Link from 'next/link';
import { ChangeView } from '#components/diff/change-view.tsx';
import base from '#components/ui/base.module.css';
import { TimeAgo } from '#components/ui/days/time-ago.tsx';
import { readableTitle } from '#components/ui/readable-title.ts';
import type { EntryItem } from '#lib/editorial/review/queries/queue-entries.ts';
import { SetTime } from '../decide/set-time.tsx';
import { namedIn } from '../named-in.ts';
import { PURPOSE_WORDS } from '../purpose-words.ts';
import review from '../review.module.css';
import styles from './queue.module.css';

type RowActions = {
  /** Marks the entry, or with Shift everything from the last marked one to it. */
  mark(entry: number, range: boolean): void;
  focus(): void;
  approve(item: EntryItem): void;
};

type Props = {
  item: EntryItem;
  place: string;
  href: string;
  person: number;
  /** Whether own work is for somebody else to approve. */
  fourEyes: boolean;
  decides: boolean;
  marked: boolean;
  busy: boolean;
  problem: string | undefined;
  actions: RowActions;
};

/**
 * An entry of the queue: what it is, whose, how long it waits, and what else is known; a small fix whole, to be
 * approved from here.
 */
export function QueueRow({ item, place, href, person, fourEyes, decides, marked, busy, problem, actions }: Props) {
  const isOwn = fourEyes && item.authors.some((author) => author.id === person);
  return (
    <li className={styles.row} data-marked={marked || undefined}>
      <Checkbox
        className={styles.mark}
        aria-label={`Select: ${readableTitle(item.title)}`}
        checked={marked}
        onClick={(event) => actions.mark(item.entry, event.shiftKey)}
        onChange={() => undefined}
        onFocus={actions.focus}
      />
      <span className={`${base.tabular} ${base.nowrap}`}>{item.day}</span>
      <span className={styles.title}>
        <Link href={href} id={`queue-${place}`} onFocus={actions.focus}>
          <bdi>{readableTitle(item.title)}</bdi>
        </Link>
        <RowFacts item={item} person={person} isOwn={isOwn} />
        {item.smallFix && (
          <SmallFixChanges
            item={item}
            mayApprove={decides && !isOwn && !item.isStale && !item.schedule}
            busy={busy}
            onApprove={() => actions.approve(item)}
          />
        )}
        {problem && (
          <span className={review.commentProblem} role="alert">
            {problem}
          </span>
        )}
      </span>
      <span className={styles.since}>
        <span className={base.dimmed}>submitted</span> <TimeAgo at={item.submittedAt} />
      </span>
    </li>
  );
}

/** Whose it is, for whom, when it is published, and what else is known. */
function RowFacts({ item, person, isOwn }: Pick<Props, 'item' | 'person'> & { isOwn: boolean }) {
  return (
    <small>
      <span>
        {item.smallFix ? 'Quick fix' : PURPOSE_WORDS[item.purpose]} by{' '}
        {item.authors.map((author) => author.name).join(', ')}
      </span>
      {isOwn && (
        <span className={styles.own}>
          {item.purpose === 'withdraw' ? 'You requested this' : 'You wrote this'}: somebody else has to approve
        </span>
      )}
      {item.assignedTo && (
        <span>
          for <bdi>{item.assignedTo.id === person ? 'you' : item.assignedTo.name}</bdi>
        </span>
      )}
      {item.schedule && (
        <span className={styles.own}>
          published <SetTime at={item.schedule.at} />, approved by <bdi>{item.schedule.by.name}</bdi>
        </span>
      )}
      {item.openThreads > 0 && (
        <span>{item.openThreads === 1 ? '1 open comment' : `${item.openThreads} open comments`}</span>
      )}
      {item.isStale && <span className={styles.own}>published text changed since</span>}
      {item.note && (
        <span>
          Reason: <bdi>{item.note}</bdi>
        </span>
      )}
    </small>
  );
}

type FixProps = { item: EntryItem; mayApprove: boolean; busy: boolean; onApprove(): void };

function SmallFixChanges({ item, mayApprove, busy, onApprove }: FixProps) {
  return (
    <div className={styles.small}>
      {item.smallFix?.map((change) => (
        <ChangeView key={change.field} change={change} named={namedIn({ contexts: [], entries: [] })} />
      ))}
      {mayApprove && (
        <Button
          size="compact-sm"
          variant="default"
          loading={busy}
          onClick={onApprove}
          aria-label={`Approve: ${readableTitle(item.title)}`}
        >
          Approve
        </Button>
      )}
    </div>
  );
}
