'use client';

import type { ReactNode } from 'react';
import styles from './entry-help.module.css';

/** Refuses a proposal, for the pointer; in focus, the Delete key does. */
export function RefuseButton({ label, onRefuse }: { label: string; onRefuse(): void }): ReactNode {
  return (
    <button type="button" className={styles.refuse} tabIndex={-1} aria-label={label} title={label} onClick={onRefuse}>
      <span aria-hidden>×</span>
    </button>
  );
}
