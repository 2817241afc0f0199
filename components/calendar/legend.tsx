import { IconCheck, IconRefreshAlert } from '@tabler/icons-react';
import base from '#components/ui/base.module.css';
import styles from './calendar.module.css';

/** What the signs of the year mean. */
export function YearLegend() {
  return (
    <ul className={`${base.plainList} ${styles.yearLegend}`}>
      <li>
        <span className={styles.yearDay} data-level={1} aria-hidden />{' '}
        <span className={styles.yearDay} data-level={2} aria-hidden />{' '}
        <span className={styles.yearDay} data-level={3} aria-hidden /> fewest to most published
      </li>
      <li>
        <span className={styles.yearDay} data-gap aria-hidden /> Gap
      </li>
      <li>
        <span className={styles.yearDay} data-open aria-hidden /> unpublished work
      </li>
      <li>
        <span className={styles.yearDay} data-sign-off="signed" aria-hidden /> signed off
      </li>
      <li>
        <span className={styles.yearDay} data-sign-off="changed" aria-hidden /> changed since
      </li>
    </ul>
  );
}

/** What the signs of a month mean, where its cells do not say it. */
export function MonthLegend() {
  return (
    <ul className={`${base.plainList} ${styles.yearLegend}`}>
      <li>
        <IconCheck size={14} aria-hidden className={styles.monthSignOff} data-state="signed" /> signed off
      </li>
      <li>
        <IconRefreshAlert size={14} aria-hidden className={styles.monthSignOff} data-state="changed" /> changed since
      </li>
    </ul>
  );
}
