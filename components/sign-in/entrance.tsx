import type { ReactNode } from 'react';
import './entrance.css';

/** The frame of the pages that nobody is signed in on. */
export function Entrance({ title, lead, children }: { title: string; lead?: ReactNode; children?: ReactNode }) {
  return (
    <main className="entrance">
      <div className="entrance-card">
        <p className="entrance-mark">Dateline</p>
        <h1 dir="auto">{title}</h1>
        {lead && <p className="entrance-lead">{lead}</p>}
        {children}
      </div>
    </main>
  );
}
