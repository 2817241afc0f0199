import Link from 'next/link';
import { type Day, partsOf } from '#lib/domain/day.ts';
import { fullDayName, monthName, WEEKDAY_NAMES } from '#lib/domain/day-names.ts';
import type { DayCount } from '#lib/queries/month.ts';
import { type Month, weeksOf } from './month.ts';
import './calendar.css';

/** A month, Monday first: each day leads to its screen and says how much is published and under way. */
export function MonthTable({ month, counts }: { month: Month; counts: ReadonlyMap<Day, DayCount> }) {
  return (
    <table className="month">
      <caption className="visually-hidden">{monthName(month.year, month.month)}: entries by day</caption>
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
              <td key={WEEKDAY_NAMES[weekday]}>{day && <DayCell day={day} count={counts.get(day)} />}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function DayCell({ day, count }: { day: Day; count: DayCount | undefined }) {
  return (
    <Link href={`/days/${day}`} prefetch={false} className="month-day tabular" data-empty={count ? undefined : true} aria-label={`${fullDayName(day)}: ${inWords(count)}`}>
      <span className="month-date">{partsOf(day).day}</span>
      <span className="month-counts">
        {count && count.published > 0 && (
          <span className="month-published">
            {count.published}
            <span className="month-word"> published</span>
          </span>
        )}
        {count && count.open > 0 && (
          <span className="month-open">
            {count.open}
            <span className="month-word"> open</span>
          </span>
        )}
      </span>
    </Link>
  );
}

function inWords(count: DayCount | undefined): string {
  if (!count) return 'no entries';
  const parts = [count.published > 0 && `${count.published} published`, count.open > 0 && `${count.open} open`];
  return parts.filter(Boolean).join(', ');
}
