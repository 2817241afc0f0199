import type { ReactNode } from 'react';
import styles from './reading.module.css';

/** The frame of a public page: text in a readable column, and the way to its exact Markdown. */
export function ReadingPage({ markdown, children }: { markdown: string; children: ReactNode }) {
  return (
    <div className={styles.reading}>
      <main>{children}</main>
      <footer>
        <a href={markdown}>This page as Markdown</a>
      </footer>
    </div>
  );
}
