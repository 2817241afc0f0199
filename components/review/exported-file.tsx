import type { ReactNode } from 'react';
import { LineDiff } from '#components/diff/line-diff.tsx';
import base from '#components/ui/base.module.css';
import styles from './review.module.css';

type Props = { path: string; before: string | null; after: string | null; note?: ReactNode; open: boolean };

/** A file of the export as it is and as it would be. */
export function ExportedFile({ path, before, after, note, open }: Props) {
  return (
    <details className={styles.exportedFile} open={open}>
      <summary>
        <code>{path}</code> {note && <bdi className={base.dimmed}>{note}</bdi>}
      </summary>
      <LineDiff before={before} after={after} label={`${path}, before and after`} around={3} />
    </details>
  );
}
