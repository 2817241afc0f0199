import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import type { Metadata } from 'next';
import { requireSignedIn } from '#app/session.ts';
import { type Month, monthOf, monthText, parseMonth, shiftMonth } from '#components/calendar/month.ts';
import { MonthJump } from '#components/calendar/month-jump.tsx';
import { MonthTable } from '#components/calendar/month-table.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';
import { MONTH_NAMES, monthName } from '#lib/domain/day-names.ts';
import { lastDay } from '#lib/queries/last-day.ts';
import { readMonth } from '#lib/queries/month.ts';
import { currentStore } from '#lib/store/current.ts';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const month = parseMonth(String((await searchParams)['month']));
  return { title: month ? `Calendar, ${monthName(month.year, month.month)}` : 'Calendar' };
}

/** A month with its counts; without one in the address, that of the newest entry. */
export default async function CalendarPage({ searchParams }: Props) {
  await requireSignedIn();
  const asked = (await searchParams)['month'];
  const month = typeof asked === 'string' ? parseMonth(asked) : await newestMonth();
  if (!month) return <NoMonth asked={typeof asked === 'string' ? asked : undefined} />;
  const counts = await readMonth(currentStore(), month.year, month.month);
  const total = [...counts.values()].reduce((sum, count) => ({ published: sum.published + count.published, open: sum.open + count.open }), { published: 0, open: 0 });
  return (
    <>
      <PageTitle
        title={monthName(month.year, month.month)}
        note={counts.size ? `${total.published} published, ${total.open} open` : 'No entries in this month. Choose a day to write one.'}
      />
      <div className="month-bar">
        <div className="month-steps">
          <Step to={shiftMonth(month, -1)} back />
          <Step to={shiftMonth(month, 1)} />
        </div>
        <MonthJump key={monthText(month)} shown={month} />
      </div>
      <MonthTable month={month} counts={counts} />
    </>
  );
}

function Step({ to, back }: { to: Month | undefined; back?: boolean }) {
  if (!to) return null;
  const arrow = back ? { leftSection: <IconChevronLeft size={16} aria-hidden /> } : { rightSection: <IconChevronRight size={16} aria-hidden /> };
  return (
    <LinkButton href={`/calendar?month=${monthText(to)}`} variant="default" {...arrow}>
      {(MONTH_NAMES[to.month - 1] ?? '').slice(0, 3)} {to.year}
    </LinkButton>
  );
}

function NoMonth({ asked }: { asked: string | undefined }) {
  if (asked === undefined) {
    return (
      <>
        <PageTitle title="Calendar" />
        <EmptyState title="The archive is empty." action={<LinkButton href="/entries/new">New entry</LinkButton>}>
          Write the first entry; its month then opens here.
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <PageTitle title="No such month" />
      <EmptyState title={`“${asked}” is not a month.`} action={<LinkButton href="/calendar">Open the newest month</LinkButton>}>
        Write it as YYYY-MM, for example 2013-01.
      </EmptyState>
    </>
  );
}

async function newestMonth(): Promise<Month | undefined> {
  const day = await lastDay(currentStore());
  return day && monthOf(day);
}
