import type { ReactNode } from 'react';
import styles from './entrance.module.css';

/** The frame of the pages that nobody is signed in on. */
export function Entrance({ title, lead, children }: { title: string; lead?: ReactNode; children?: ReactNode }) {
  return (
    <main className={styles.entrance}>
      <div className={styles.card}>
        <p className={styles.mark}>Dateline</p>
        <h1 dir="auto">{title}</h1>
        {lead && <p className={styles.lead}>{lead}</p>}
        {children}
      </div>
    </main>
  );
}
