import type { ReactNode } from 'react';
import base from '#components/ui/base.module.css';
import styles from './diff.module.css';

type Props = { path: string; note?: ReactNode; busy?: boolean; children: ReactNode };

/** A file and what is shown of it, below its path and a note of what became of it. */
export function FileFrame({ path, note, busy, children }: Props) {
  return (
    <div className={styles.fileDiff} aria-busy={busy}>
      <p className={styles.fileDiffHead}>
        <code>{path}</code>
        {note && <bdi className={base.dimmed}>{note}</bdi>}
      </p>
      {children}
    </div>
  );
}
