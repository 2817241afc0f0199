import { IconCheck, IconRefreshAlert } from '@tabler/icons-react';
import './calendar.css';

/** What the signs of the year mean. */
export function YearLegend() {
  return (
    <ul className="plain-list year-legend">
      <li>
        <span className="year-day" data-level={1} aria-hidden />{' '}
        <span className="year-day" data-level={2} aria-hidden />{' '}
        <span className="year-day" data-level={3} aria-hidden /> fewest to most published
      </li>
      <li>
        <span className="year-day" data-gap aria-hidden /> Gap
      </li>
      <li>
        <span className="year-day" data-open aria-hidden /> unpublished work
      </li>
      <li>
        <span className="year-day" data-sign-off="signed" aria-hidden /> signed off
      </li>
      <li>
        <span className="year-day" data-sign-off="changed" aria-hidden /> changed since
      </li>
    </ul>
  );
}

/** What the signs of a month mean, where its cells do not say it. */
export function MonthLegend() {
  return (
    <ul className="plain-list year-legend">
      <li>
        <IconCheck size={14} aria-hidden className="month-sign-off" data-state="signed" /> signed off
      </li>
      <li>
        <IconRefreshAlert size={14} aria-hidden className="month-sign-off" data-state="changed" /> changed since
      </li>
    </ul>
  );
}
