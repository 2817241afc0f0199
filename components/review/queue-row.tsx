'use client';

import { Button, Checkbox } from '@mantine/core';
import Link from 'next/link';
import { ChangeView } from '#components/diff/change-view.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { QueueItem } from '#lib/queries/review-queue.ts';
import { namedIn } from './named-in.ts';
import { PURPOSE_WORDS } from './purpose-words.ts';
import { SetTime } from './set-time.tsx';

type RowVerbs = {
  /** Marks the entry, or with Shift everything from the last marked one to it. */
  mark(event: number, range: boolean): void;
  focus(event: number): void;
  approve(item: QueueItem): void;
};

type Props = {
  item: QueueItem;
  href: string;
  person: number;
  /** Whether own work is for somebody else to approve. */
  fourEyes: boolean;
  decides: boolean;
  marked: boolean;
  busy: boolean;
  problem: string | undefined;
  verbs: RowVerbs;
};

/** An entry of the queue: what it is, whose, how long it waits, and what else is known; a small fix whole, to be approved from here. */
export function QueueRow({ item, href, person, fourEyes, decides, marked, busy, problem, verbs }: Props) {
  const isOwn = fourEyes && item.authors.some((author) => author.id === person);
  return (
    <li className="review-row" data-marked={marked || undefined}>
      <Checkbox
        className="review-mark"
        aria-label={`Select: ${item.title}`}
        checked={marked}
        onClick={(event) => verbs.mark(item.event, event.shiftKey)}
        onChange={() => undefined}
        onFocus={() => verbs.focus(item.event)}
      />
      <span className="review-day tabular nowrap">{item.day}</span>
      <span className="review-title">
        <Link href={href} id={`queue-${item.event}`} onFocus={() => verbs.focus(item.event)}>
          {item.title}
        </Link>
        <small>
          <span>
            {item.smallFix ? 'Small fix' : PURPOSE_WORDS[item.purpose]} by {item.authors.map((author) => author.name).join(', ')}
          </span>
          {isOwn && <span className="review-own">{item.purpose === 'withdraw' ? 'You asked for this' : 'You wrote this'}: somebody else has to approve</span>}
          {item.assignedTo && <span>for {item.assignedTo.id === person ? 'you' : item.assignedTo.name}</span>}
          {item.schedule && (
            <span className="review-own">
              published <SetTime at={item.schedule.at} />, approved by {item.schedule.by.name}
            </span>
          )}
          {item.openThreads > 0 && <span>{item.openThreads === 1 ? '1 open comment' : `${item.openThreads} open comments`}</span>}
          {item.isStale && <span className="review-own">the published text moved on</span>}
          {item.note && <span>Why: {item.note}</span>}
        </small>
        {item.smallFix && (
          <div className="review-small">
            {item.smallFix.map((change) => (
              <ChangeView key={change.field} change={change} named={namedIn({ contexts: [], events: [] })} />
            ))}
            {decides && !isOwn && !item.isStale && !item.schedule && (
              <Button size="compact-sm" variant="default" loading={busy} onClick={() => verbs.approve(item)} aria-label={`Approve: ${item.title}`}>
                Approve
              </Button>
            )}
          </div>
        )}
        {problem && (
          <span className="comment-problem" role="alert">
            {problem}
          </span>
        )}
      </span>
      <span className="review-since">
        <span className="dimmed">submitted</span> <TimeAgo at={item.submittedAt} />
      </span>
    </li>
  );
}
