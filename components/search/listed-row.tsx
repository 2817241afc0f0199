'use client';

import { Checkbox } from '@mantine/core';
import Link from 'next/link';
import base from '#components/ui/base.module.css';
import { TimeAgo } from '#components/ui/days/time-ago.tsx';
import line from '#components/ui/entry-line.module.css';
import { readableTitle } from '#components/ui/readable-title.ts';
import { ProposalBadge, StateBadge } from '#components/ui/state-badge.tsx';
import type { Excerpt } from '#lib/discovery/search/excerpts.ts';
import type { ListedEntry } from '#lib/discovery/search/search-entries.ts';
import { shortDayName } from '#lib/kernel/day-names.ts';
import { MarkedText } from './marked-text.tsx';
import styles from './search.module.css';

/**
 * One entry of the list: its day, title, where it is and why it was found. Only what has an open proposal can be
 * selected: the actions are about those.
 */
export function ListedRow({
  entry,
  selected,
  onSelect,
}: {
  entry: ListedEntry;
  selected: boolean;
  onSelect: (selected: boolean, range: boolean) => void;
}) {
  const { entry: id, day, title, proposal, why } = entry;
  const marked = why.find(({ field }) => field === 'title');
  return (
    <li className={styles.listedRow} data-listed data-selected={selected || undefined}>
      <span className={styles.listedSelect}>
        {proposal && (
          <Checkbox
            aria-label={`Select ${readableTitle(title)}`}
            checked={selected}
            onChange={(change) =>
              onSelect(
                change.currentTarget.checked,
                'shiftKey' in change.nativeEvent && change.nativeEvent.shiftKey === true,
              )
            }
          />
        )}
      </span>
      <div>
        <Link href={`/entries/${id}`} className={styles.listedTitle} data-listed-title prefetch={false}>
          {marked ? <MarkedText pieces={marked.pieces} /> : <bdi>{readableTitle(title)}</bdi>}
        </Link>
        <WhyFound why={why.filter(({ field }) => field !== 'title')} />
        <p className={line.facts}>
          <Link href={`/days/${day}`} className={`${base.tabular} ${base.nowrap}`} prefetch={false}>
            {shortDayName(day)}
          </Link>
          {proposal && (
            <span>
              <bdi>{proposal.openedBy}</bdi>, <TimeAgo at={proposal.at} />
            </span>
          )}
          {proposal?.assignedTo && (
            <span>
              Assigned to <bdi>{proposal.assignedTo}</bdi>
            </span>
          )}
          {proposal?.publishAt && (
            <span className={base.tabular}>Scheduled for {proposal.publishAt.slice(0, 16).replace('T', ' ')} UTC</span>
          )}
        </p>
      </div>
      <span className={styles.listedStates}>
        {proposal && <ProposalBadge state={proposal.state} purpose={proposal.purpose} />}
        {entry.published && <StateBadge state="published" />}
        {entry.withdrawn && <StateBadge state="withdrawn" />}
        {!proposal && !entry.published && !entry.withdrawn && <StateBadge state="discarded" />}
      </span>
    </li>
  );
}

const PLACES: Readonly<Record<Exclude<Excerpt['field'], 'title'>, string>> = {
  proposed: 'In the pending change',
  summary: 'In the summary',
  context: 'In a context',
  publisher: 'In a source',
};

function WhyFound({ why }: { why: readonly Excerpt[] }) {
  if (!why.length) return null;
  return (
    <ul className={`${base.plainList} ${styles.listedWhy}`}>
      {why.map(({ field, pieces }) => (
        <li key={`${field} ${pieces.map(({ text }) => text).join('')}`}>
          {field !== 'title' && <span className={styles.listedWhere}>{PLACES[field]}: </span>}
          <MarkedText pieces={pieces} />
        </li>
      ))}
    </ul>
  );
}
