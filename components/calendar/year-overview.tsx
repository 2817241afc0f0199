'use client';

import Link from 'next/link';
import { type KeyboardEvent, useRef, useState } from 'react';
import { onKeys } from '#components/keys/on-keys.ts';
import base from '#components/ui/base.module.css';
import type { ArchiveSpan, DayCount } from '#lib/editorial/days/queries/day-counts.ts';
import { type Day, partsOf } from '#lib/kernel/day.ts';
import { fullDayName, MONTH_NAMES, WEEKDAY_NAMES } from '#lib/kernel/day-names.ts';
import styles from './calendar.module.css';
import { isGap, openOn, wordsOf } from './day-words.ts';
import { monthText, weeksOf } from './month.ts';
import { STEP_KEYS, stepOf } from './year-keys.ts';

type Props = { year: number; counts: readonly (readonly [Day, DayCount])[]; span: ArchiveSpan | undefined; start: Day };

/**
 * A year, month by month. One day is in the order of the tabulator; the arrow keys go on from it by days and weeks,
 * Page Up and Page Down by months, Home and End within the week.
 */
export function YearOverview({ year, counts, span, start }: Props) {
  const found = new Map(counts);
  const [current, setCurrent] = useState(start);
  const days = useRef(new Map<Day, HTMLAnchorElement>());

  function step(event: KeyboardEvent) {
    const next = stepOf(current, event.key);
    if (!next) return false;
    const link = days.current.get(next);
    if (link) setCurrent(next);
    link?.focus();
    return true;
  }
  const onKey = onKeys(...STEP_KEYS.map((key) => [key, step] as const));

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the links work without these keys
    <div className={styles.year} onKeyDown={onKey}>
      {MONTH_NAMES.map((name, i) => (
        <section key={name} className={styles.yearMonth} aria-label={`${name} ${year}`}>
          <h2>
            <Link href={`/calendar?month=${monthText({ year, month: i + 1 })}`} prefetch={false}>
              <bdi>{name}</bdi>
            </Link>
          </h2>
          <div className={styles.yearDays}>
            {WEEKDAY_NAMES.map((weekday) => (
              <span key={weekday} className={styles.yearWeekday} aria-hidden>
                {weekday.slice(0, 1)}
              </span>
            ))}
            {weeksOf({ year, month: i + 1 })
              .flat()
              .map((day, cell) =>
                day ? (
                  <YearDay
                    key={day}
                    day={day}
                    count={found.get(day)}
                    span={span}
                    isCurrent={day === current}
                    onFocus={() => setCurrent(day)}
                    ref={(link) => void (link ? days.current.set(day, link) : days.current.delete(day))}
                  />
                ) : (
                  // biome-ignore lint/suspicious/noArrayIndexKey: an empty place has nothing but its position
                  <span key={cell} />
                ),
              )}
          </div>
        </section>
      ))}
    </div>
  );
}

type DayProps = {
  day: Day;
  count: DayCount | undefined;
  span: ArchiveSpan | undefined;
  isCurrent: boolean;
  onFocus(): void;
  ref: (link: HTMLAnchorElement | null) => void;
};

function YearDay({ day, count, span, isCurrent, onFocus, ref }: DayProps) {
  return (
    <Link
      ref={ref}
      href={`/days/${day}`}
      prefetch={false}
      className={`${styles.yearDay} ${base.tabular}`}
      tabIndex={isCurrent ? 0 : -1}
      onFocus={onFocus}
      aria-label={`${fullDayName(day)}: ${wordsOf(day, count, span)}`}
      title={wordsOf(day, count, span)}
      data-level={count ? levelOf(count.published) : undefined}
      data-gap={isGap(day, count, span) || undefined}
      data-open={count && openOn(count) > 0 ? true : undefined}
      data-sign-off={count?.signOff ?? undefined}
    >
      {partsOf(day).day}
    </Link>
  );
}

/** How strongly a day is coloured: 0 for nothing published, 3 for a full day. */
function levelOf(published: number): number {
  return published === 0 ? 0 : published < 4 ? 1 : published < 10 ? 2 : 3;
}
