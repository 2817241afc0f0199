import type { ReactNode } from 'react';
import styles from './page-title.module.css';

/** The one first heading of a screen, with a line above or below it and its actions at the side. */
export function PageTitle({
  title,
  kicker,
  note,
  actions,
}: {
  title: ReactNode;
  kicker?: ReactNode;
  note?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className={styles.pageTitle} data-part="title">
      <div className={styles.words}>
        {kicker && (
          <p dir="auto" className={styles.kicker}>
            {kicker}
          </p>
        )}
        <h1 dir="auto">{title}</h1>
        {note && (
          <p dir="auto" className={styles.note}>
            {note}
          </p>
        )}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
