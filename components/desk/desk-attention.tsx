import Link from 'next/link';
import { addressOf } from '#components/runs/run-history.tsx';
import base from '#components/ui/base.module.css';
import { TimeAgo } from '#components/ui/days/time-ago.tsx';
import { Notice } from '#components/ui/messages/notice.tsx';
import { readableTitle } from '#components/ui/readable-title.ts';
import type { DeskAttention } from '#lib/desk/desk-attention.ts';
import type { RunView } from '#lib/exchange/runs/runs.ts';
import { countOf } from '#lib/kernel/count-of.ts';
import { dayName } from '#lib/kernel/day-names.ts';
import styles from './desk.module.css';

const MOST_COUNTED = 100;

/** What went wrong and what only a person can decide. Not there while nothing needs attention. */
export function AttentionList({ failed, openIssues, dead, gaps, near }: DeskAttention) {
  if (!failed.length && !openIssues && !dead.count && !gaps.length && !near.count) return null;
  return (
    <section className={styles.attention} aria-labelledby="attention">
      <h2 id="attention">Needs attention</h2>
      {failed.map((run) => (
        <Notice key={run.id} kind="problem" title={titleOf(run)}>
          <p className={styles.attentionText}>{run.problem}</p>
          <p>
            <Link href={addressOf(run)}>See what happened and retry</Link>{' '}
            <span className={base.dimmed}>failed {run.endedAt && <TimeAgo at={run.endedAt} />}</span>
          </p>
        </Notice>
      ))}
      {openIssues > 0 && (
        <Notice kind="warning" title={`${countOf(openIssues, 'import issue')} to resolve`}>
          <p>
            Likely duplicates, ambiguous contexts, broken internal links.{' '}
            <Link href="/import-issues">Resolve them</Link>
          </p>
        </Notice>
      )}
      {dead.count > 0 && <DeadSources dead={dead} />}
      {near.count > 0 && <NearContexts near={near} />}
      {gaps.length > 0 && <Gaps gaps={gaps} />}
    </section>
  );
}

function DeadSources({ dead }: Pick<DeskAttention, 'dead'>) {
  return (
    <Notice
      kind="warning"
      title={
        dead.count >= MOST_COUNTED
          ? 'At least 100 sources are dead'
          : `${countOf(dead.count, 'source')} ${dead.count === 1 ? 'is' : 'are'} dead`
      }
    >
      <p>
        {dead.items[0] && (
          <>
            Latest:{' '}
            <Link href={`/entries/${dead.items[0].entry}`}>
              <bdi>{readableTitle(dead.items[0].title)}</bdi>
            </Link>
            .{' '}
          </>
        )}
        <Link href="/sources?status=dead">See all</Link>
      </p>
    </Notice>
  );
}

function NearContexts({ near }: Pick<DeskAttention, 'near'>) {
  return (
    <Notice
      kind="warning"
      title={
        near.count >= MOST_COUNTED
          ? 'At least 100 pairs of contexts look alike'
          : `${countOf(near.count, 'pair')} of contexts ${near.count === 1 ? 'looks' : 'look'} alike`
      }
    >
      <p>
        {near.first?.other && `${near.first.context.name} and ${near.first.other.name}. `}
        <Link href="/contexts/attention">See all</Link>
      </p>
    </Notice>
  );
}

function Gaps({ gaps }: Pick<DeskAttention, 'gaps'>) {
  return (
    <Notice
      kind="warning"
      title={gaps.length === 1 ? 'There is a gap of days without entries' : 'There are gaps of days without entries'}
    >
      <p>
        {gaps.map(({ from, to, days }, at) => (
          <span key={from}>
            {at > 0 && ', '}
            <Link href={`/days/${from}`}>{days === 1 ? dayName(from) : `${dayName(from)} to ${dayName(to)}`}</Link>
          </span>
        ))}
        . <Link href="/calendar">Open the calendar</Link>
      </p>
    </Notice>
  );
}

function titleOf({ kind, target, upload }: RunView): string {
  return kind === 'export'
    ? `The export to ${target?.name ?? 'a target'} failed`
    : `The import of ${upload?.name ?? 'an upload'} failed`;
}
