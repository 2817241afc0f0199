import type { ReactNode } from 'react';
import styles from './notice.module.css';

/** A message that stays until its cause is gone. `urgent` is said at once by screen readers. */
export function Notice({
  kind,
  title,
  urgent = false,
  className,
  children,
}: {
  kind: 'problem' | 'warning' | 'offer';
  title: string;
  urgent?: boolean;
  className?: string | undefined;
  children?: ReactNode;
}) {
  return (
    <div
      className={className ? `${styles.notice} ${className}` : styles.notice}
      data-kind={kind}
      role={urgent ? 'alert' : 'note'}
    >
      <p dir="auto" className={styles.title}>
        {title}
      </p>
      {children}
    </div>
  );
}
