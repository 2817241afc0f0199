import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { requireSignedIn } from '#app/session.ts';
import { MonthLegend, YearLegend } from '#components/calendar/legend.tsx';
import { type Month, monthOf, monthText, parseMonth, shiftMonth } from '#components/calendar/month.ts';
import { MonthJump } from '#components/calendar/month-jump.tsx';
import { MonthTable } from '#components/calendar/month-table.tsx';
import { YearOverview } from '#components/calendar/year-overview.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { EmptyState } from '#components/ui/messages/empty-state.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';
import { type DayCount, readArchiveSpan, readDayCounts } from '#lib/editorial/days/queries/day-counts.ts';
import { lastDay } from '#lib/editorial/days/queries/last-day.ts';
import { type Day, dayOf, daysInMonth } from '#lib/kernel/day.ts';
import { MONTH_NAMES, monthName } from '#lib/kernel/day-names.ts';
import { currentStore } from '#lib/platform/database/current.ts';
import calendar from './calendar.module.css';
import styles from './page.module.css';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const asked = await searchParams;
  const [month, year] = [parseMonth(String(asked['month'])), parseYear(asked['year'])];
  return { title: month ? `Calendar, ${monthName(month.year, month.month)}` : year ? `Calendar, ${year}` : 'Calendar' };
}

/**
 * A month with its counts, or with `year` in the address a whole year; without either, the month of the newest entry.
 */
export default async function CalendarPage({ searchParams }: Props) {
  await requireSignedIn();
  const asked = await searchParams;
  if (typeof asked['year'] === 'string') {
    const year = parseYear(asked['year']);
    return year ? (
      <Year year={year} />
    ) : (
      <NoSuchTime title="No such year" asked={asked['year']} hint="a year from 1 to 9999" />
    );
  }
  const month = typeof asked['month'] === 'string' ? parseMonth(asked['month']) : await newestMonth();
  if (month) return <MonthOf month={month} />;
  return typeof asked['month'] === 'string' ? (
    <NoSuchTime title="No such month" asked={asked['month']} hint="YYYY-MM, for example 2013-01" />
  ) : (
    <EmptyArchive />
  );
}

async function MonthOf({ month }: { month: Month }) {
  const first = dayOf(month.year, month.month, 1);
  const last = dayOf(month.year, month.month, daysInMonth(month.year, month.month));
  if (!first || !last) notFound();
  const [counts, span] = await Promise.all([
    readDayCounts(currentStore(), first, last),
    readArchiveSpan(currentStore()),
  ]);
  return (
    <>
      <PageTitle
        title={monthName(month.year, month.month)}
        note={counts.size ? totalOf(counts) : 'No entries in this month. Choose a day to write one.'}
        actions={<Overviews year={month.year} />}
      />
      <div className={styles.monthBar}>
        <div className={calendar.monthSteps}>
          <Step to={shiftMonth(month, -1)} back />
          <Step to={shiftMonth(month, 1)} />
        </div>
        <MonthJump key={monthText(month)} shown={month} />
      </div>
      <MonthTable month={month} counts={counts} span={span} />
      <MonthLegend />
    </>
  );
}

async function Year({ year }: { year: number }) {
  const first = dayOf(year, 1, 1);
  const last = dayOf(year, 12, 31);
  if (!first || !last) notFound();
  const [counts, span] = await Promise.all([
    readDayCounts(currentStore(), first, last),
    readArchiveSpan(currentStore()),
  ]);
  const start = [...counts.keys()].sort()[0] ?? first;
  return (
    <>
      <PageTitle
        title={year}
        note={counts.size ? totalOf(counts) : 'No entries in this year.'}
        actions={
          <>
            {year > 1 && <YearStep to={year - 1} back />}
            {year < 9999 && <YearStep to={year + 1} />}
            <Gaps />
          </>
        }
      />
      <YearLegend />
      <YearOverview key={year} year={year} counts={[...counts]} span={span} start={start} />
    </>
  );
}

function totalOf(counts: ReadonlyMap<Day, DayCount>): string {
  const sum = (of: (count: DayCount) => number) => [...counts.values()].reduce((total, count) => total + of(count), 0);
  const signed = sum((count) => (count.signOff === 'signed' ? 1 : 0));
  const parts: [number, string][] = [
    [sum((count) => count.published), 'published'],
    [sum((count) => count.inReview), 'in review'],
    [sum((count) => count.drafts + count.changesRequested), 'in draft'],
    [signed, signed === 1 ? 'day signed off' : 'days signed off'],
  ];
  return parts
    .filter(([n]) => n > 0)
    .map(([n, words]) => `${n} ${words}`)
    .join(', ');
}

function Overviews({ year }: { year: number }) {
  return (
    <>
      <LinkButton href={`/calendar?year=${year}`} variant="default">
        The year {year}
      </LinkButton>
      <Gaps />
    </>
  );
}

function Gaps() {
  return (
    <LinkButton href="/calendar/gaps" variant="default">
      Gaps
    </LinkButton>
  );
}

function YearStep({ to, back }: { to: number; back?: boolean }) {
  const arrow = back
    ? { leftSection: <IconChevronLeft size={16} aria-hidden /> }
    : { rightSection: <IconChevronRight size={16} aria-hidden /> };
  return (
    <LinkButton href={`/calendar?year=${to}`} variant="default" {...arrow}>
      {to}
    </LinkButton>
  );
}

function Step({ to, back }: { to: Month | undefined; back?: boolean }) {
  if (!to) return null;
  const arrow = back
    ? { leftSection: <IconChevronLeft size={16} aria-hidden /> }
    : { rightSection: <IconChevronRight size={16} aria-hidden /> };
  return (
    <LinkButton href={`/calendar?month=${monthText(to)}`} variant="default" {...arrow}>
      {(MONTH_NAMES[to.month - 1] ?? '').slice(0, 3)} {to.year}
    </LinkButton>
  );
}

function EmptyArchive() {
  return (
    <>
      <PageTitle title="Calendar" />
      <EmptyState title="The archive is empty." action={<LinkButton href="/entries/new">New entry</LinkButton>}>
        Write the first entry; the calendar then opens at its month.
      </EmptyState>
    </>
  );
}

function NoSuchTime({ title, asked, hint }: { title: string; asked: string; hint: string }) {
  return (
    <>
      <PageTitle title={title} />
      <EmptyState
        title={`“${asked}” is not a ${title.slice('No such '.length)}.`}
        action={<LinkButton href="/calendar">Open the latest month</LinkButton>}
      >
        Enter it as {hint}.
      </EmptyState>
    </>
  );
}

async function newestMonth(): Promise<Month | undefined> {
  const day = await lastDay(currentStore());
  return day && monthOf(day);
}

function parseYear(asked: string | string[] | undefined): number | undefined {
  const year = typeof asked === 'string' && /^\d{1,4}$/.test(asked) ? Number(asked) : 0;
  return year >= 1 ? year : undefined;
}
