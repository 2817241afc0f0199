import { IconCheck, IconRefreshAlert } from '@tabler/icons-react';
import Link from 'next/link';
import base from '#components/ui/base.module.css';
import type { ArchiveSpan, DayCount } from '#lib/editorial/days/queries/day-counts.ts';
import { type Day, partsOf } from '#lib/kernel/day.ts';
import { fullDayName, monthName, WEEKDAY_NAMES } from '#lib/kernel/day-names.ts';
import styles from './calendar.module.css';
import { isGap, wordsOf } from './day-words.ts';
import { type Month, weeksOf } from './month.ts';

type Props = { month: Month; counts: ReadonlyMap<Day, DayCount>; span: ArchiveSpan | undefined };

/**
 * A month, Monday first: each day leads to its screen and says how much is published and under way, whether it is
 * signed off, and where nothing is.
 */
export function MonthTable({ month, counts, span }: Props) {
  return (
    <table className={styles.month}>
      <caption className={base.visuallyHidden}>{monthName(month.year, month.month)}: entries by day</caption>
      <thead>
        <tr>
          {WEEKDAY_NAMES.map((name) => (
            <th key={name} scope="col">
              <abbr title={name}>{name.slice(0, 3)}</abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week) => (
          <tr key={week.find((day) => day !== undefined)}>
            {week.map((day, weekday) => (
              <td key={WEEKDAY_NAMES[weekday]}>{day && <DayCell day={day} count={counts.get(day)} span={span} />}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function DayCell({ day, count, span }: { day: Day; count: DayCount | undefined; span: ArchiveSpan | undefined }) {
  const gap = isGap(day, count, span);
  return (
    <Link
      href={`/days/${day}`}
      prefetch={false}
      className={`${styles.monthDay} ${base.tabular}`}
      data-empty={count ? undefined : true}
      data-gap={gap || undefined}
      aria-label={`${fullDayName(day)}: ${wordsOf(day, count, span)}`}
    >
      <span className={styles.monthDate}>
        {partsOf(day).day}
        <SignOffMark signOff={count?.signOff ?? null} />
      </span>
      <span className={styles.monthCounts}>
        {gap && <span className={styles.monthGap}>gap</span>}
        <Count of={count?.published} word="published" kind="published" />
        <Count of={count?.inReview} word="in review" kind="review" />
        <Count of={count?.changesRequested} word="changes requested" kind="changes-requested" />
        <Count of={count?.drafts} word={count?.drafts === 1 ? 'draft' : 'drafts'} kind="draft" />
      </span>
    </Link>
  );
}

const KINDS = {
  published: undefined,
  review: styles.monthReview,
  'changes-requested': styles.monthChangesRequested,
  draft: styles.monthDraft,
};

function Count({ of = 0, word, kind }: { of: number | undefined; word: string; kind: keyof typeof KINDS }) {
  if (of === 0) return null;
  return (
    <span className={KINDS[kind]}>
      {of}
      <span className={styles.monthWord}> {word}</span>
    </span>
  );
}

function SignOffMark({ signOff }: { signOff: DayCount['signOff'] }) {
  if (!signOff) return null;
  const Icon = signOff === 'signed' ? IconCheck : IconRefreshAlert;
  return <Icon size={14} aria-hidden className={styles.monthSignOff} data-state={signOff} />;
}
