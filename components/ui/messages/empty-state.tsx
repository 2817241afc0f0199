import type { ReactNode } from 'react';
import './empty-state.css';

/** What a list shows when it has nothing: why that is, and the next step. */
export function EmptyState({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty-state">
      <p dir="auto" className="empty-state-title">
        {title}
      </p>
      {children && <p className="empty-state-text">{children}</p>}
      {action && <div className="empty-state-action">{action}</div>}
    </div>
  );
}
