'use client';

import { SegmentedControl } from '@mantine/core';
import Link from 'next/link';
import { useState } from 'react';
import base from '#components/ui/base.module.css';
import { LinkButton } from '#components/ui/link-button.tsx';
import { MarkdownSource } from '#components/ui/markdown-source.tsx';
import { EmptyState } from '#components/ui/messages/empty-state.tsx';
import type { BoardEntry, DayView, LeftEntry, ListedItem } from '#lib/editorial/days/queries/day.ts';
import type { Day } from '#lib/kernel/day.ts';
import { shortDayName } from '#lib/kernel/day-names.ts';
import { renderDayPage } from '#lib/layout/day-page.ts';
import { dayPath } from '#lib/layout/paths.ts';
import styles from './day.module.css';
import { EntryActions } from './entry-actions.tsx';
import { EntryState } from './entry-state.tsx';
import { EntryWords } from './entry-words.tsx';
import { FixedOrder, MovableOrder } from './order-list.tsx';
import { ProposeOrder } from './propose-order.tsx';
import { type OrderStatus, useDayOrder } from './use-day-order.ts';

const HINT = 'Drag, use the arrows, or press Alt with ↑ or ↓.';

/** A day's entries, and beside them the page that they make. */
export function DayBoard({
  view,
  mayReorder,
  mayPropose,
}: {
  view: DayView;
  mayReorder: boolean;
  mayPropose: boolean;
}) {
  const { listed, status, move, isMoved, propose, reset } = useDayOrder(view, mayReorder);
  const [side, setSide] = useState('entries');
  const movable = (mayReorder || mayPropose) && listed.length > 1;
  return (
    <>
      <SegmentedControl
        className={styles.sides}
        fullWidth
        value={side}
        onChange={setSide}
        aria-label="View"
        data={[
          { value: 'entries', label: 'Entries' },
          { value: 'page', label: 'Page' },
        ]}
      />
      <div className={styles.board} data-side={side}>
        <div className={styles.column} data-part="entries">
          <section aria-labelledby="on-the-page">
            <div className={styles.sectionHead}>
              <h2 id="on-the-page">On the day’s page</h2>
              <StatusLine status={status} hint={movable ? HINT : ''} />
            </div>
            {isMoved && <ProposeOrder onPropose={propose} onReset={reset} />}
            {listed.length === 0 && <NothingListed view={view} />}
            {listed.length > 0 &&
              (movable ? (
                <MovableOrder day={view.day} listed={listed} onMove={move} />
              ) : (
                <FixedOrder day={view.day} listed={listed} />
              ))}
          </section>
          <OffThePage view={view} />
        </div>
        <div className={`${styles.column} ${styles.page}`} data-part="page">
          <DayPageText view={view} listed={listed} />
        </div>
      </div>
    </>
  );
}

/** The entries of the day that its page does not list. */
function OffThePage({ view }: { view: DayView }) {
  return (
    <>
      <EntrySection
        id="pending"
        name="Not yet published"
        note="Once approved, these are added at the end of the page."
        day={view.day}
        entries={view.pending}
      />
      <EntrySection
        id="unlisted"
        name="Published, but not listed"
        note="The imported day page does not list these."
        day={view.day}
        entries={view.unlisted}
      />
      <EntrySection
        id="withdrawn"
        name="Withdrawn"
        note="Their pages were removed. Each can be restored at its old address."
        day={view.day}
        entries={view.withdrawn}
      />
      <LeftSection left={view.left} />
    </>
  );
}

function StatusLine({ status, hint }: { status: OrderStatus; hint: string }) {
  return (
    <p className={styles.status} data-kind={status.kind}>
      <span className={base.visuallyHidden} role="status">
        {status.spoken}
      </span>
      <span aria-hidden={status.kind !== 'idle'}>{status.kind === 'idle' ? hint : status.message}</span>
    </p>
  );
}

function NothingListed({ view }: { view: DayView }) {
  const underway = view.pending.length > 0;
  return (
    <EmptyState
      title="Nothing is published on this day."
      action={<LinkButton href={`/entries/new?day=${view.day}`}>New entry on this day</LinkButton>}
    >
      {underway
        ? 'Drafts and entries in review are below; they join the page once approved.'
        : 'Write the first entry, or press n.'}
    </EmptyState>
  );
}

function EntrySection({
  id,
  name,
  note,
  day,
  entries,
}: {
  id: string;
  name: string;
  note: string;
  day: Day;
  entries: readonly BoardEntry[];
}) {
  if (entries.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <div className={styles.sectionHead}>
        <h2 dir="auto" id={id}>
          {name}
        </h2>
        <p dir="auto" className={styles.status}>
          {note}
        </p>
      </div>
      <ul className={`${base.plainList} ${styles.entries}`}>
        {entries.map((entry) => (
          <li key={entry.entry} className={styles.entry}>
            <EntryWords entry={entry} />
            <div className={styles.entrySide}>
              <EntryState entry={entry} />
              {entry.proposal && (
                <span className={`${styles.by} ${base.dimmed}`}>
                  <bdi>{entry.proposal.openedBy}</bdi>
                </span>
              )}
              <EntryActions day={day} entry={entry} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What was here once: its address sends readers on to the other day. */
function LeftSection({ left }: { left: readonly LeftEntry[] }) {
  if (left.length === 0) return null;
  return (
    <section aria-labelledby="left">
      <div className={styles.sectionHead}>
        <h2 id="left">Moved to another day</h2>
        <p className={styles.status}>Their old addresses redirect readers.</p>
      </div>
      <ul className={`${base.plainList} ${styles.entries}`}>
        {left.map(({ entry, headline, day, gone }) => (
          <li key={entry} className={styles.entry}>
            <div className={styles.entryWords}>
              <Link href={`/entries/${entry}`} className={styles.entryTitle}>
                <bdi>{headline}</bdi>
              </Link>
              <p className={`${styles.entryText} ${base.dimmed}`}>
                {gone ? 'Moved, then withdrawn: ' : 'Now on '}
                <Link href={`/days/${day}`}>{shortDayName(day)}</Link>
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function DayPageText({ view, listed }: { view: DayView; listed: readonly ListedItem[] }) {
  const lines = listed.flatMap(({ line }) => line ?? []);
  if (lines.length === 0)
    return <EmptyState title="No page yet.">This day gets a page once one of its entries is published.</EmptyState>;
  return (
    <MarkdownSource
      text={renderDayPage({ edition: '2017', day: view.day, entries: lines })}
      label="The exported page"
      path={dayPath(view.day)}
    />
  );
}
