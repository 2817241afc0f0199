'use client';

import type { ReactNode } from 'react';
import styles from './entry-help.module.css';

/** Dismisses a suggestion, for the pointer; in focus, the Delete key does. */
export function DismissButton({ label, onDismiss }: { label: string; onDismiss(): void }): ReactNode {
  return (
    <button type="button" className={styles.dismiss} tabIndex={-1} aria-label={label} title={label} onClick={onDismiss}>
      <span aria-hidden>×</span>
    </button>
  );
}
