import type { ReactNode } from 'react';
import './page-title.css';

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
    <div className="page-title">
      <div className="page-title-words">
        {kicker && (
          <p dir="auto" className="page-title-kicker">
            {kicker}
          </p>
        )}
        <h1 dir="auto">{title}</h1>
        {note && (
          <p dir="auto" className="page-title-note">
            {note}
          </p>
        )}
      </div>
      {actions && <div className="page-title-actions">{actions}</div>}
    </div>
  );
}
