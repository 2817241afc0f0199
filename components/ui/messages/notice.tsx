import type { ReactNode } from 'react';
import './notice.css';

/** A message that stays until its cause is gone. `urgent` is said at once by screen readers. */
export function Notice({
  kind,
  title,
  urgent = false,
  children,
}: {
  kind: 'problem' | 'care' | 'offer';
  title: string;
  urgent?: boolean;
  children?: ReactNode;
}) {
  return (
    <div className="notice" data-kind={kind} role={urgent ? 'alert' : 'note'}>
      <p dir="auto" className="notice-title">
        {title}
      </p>
      {children}
    </div>
  );
}
