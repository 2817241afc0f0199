import Link from 'next/link';
import base from '#components/ui/base.module.css';
import line from '#components/ui/entry-line.module.css';
import type { BoardEntry, MissingEntry } from '#lib/editorial/days/queries/day.ts';
import styles from './day.module.css';
import { EntryBody } from './entry-body.tsx';

/** An entry as the day lists it: topic, title, and its summary or contexts. */
export function EntryWords({ entry }: { entry: BoardEntry | MissingEntry }) {
  if (entry.kind === 'missing') {
    return (
      <div className={styles.entryWords}>
        <span className={styles.entryTitle} dir="auto">
          {entry.title}
        </span>
        {entry.body && <EntryBody body={entry.body} className={styles.entryText} />}
        <p className={`${styles.entryText} ${base.dimmed}`}>
          Listed, but not in the archive
          {entry.link && <code className={styles.entryLink}> {entry.link}</code>}
        </p>
      </div>
    );
  }
  const contexts = entry.contexts.join(', ');
  return (
    <div className={styles.entryWords}>
      {entry.topic && (
        <span className={line.kicker} dir="auto">
          {entry.topic}
        </span>
      )}
      <Link href={`/entries/${entry.entry}`} className={styles.entryTitle} dir="auto">
        {entry.headline}
      </Link>
      {entry.summary ? (
        <p dir="auto" className={styles.entryText}>
          {entry.summary}
        </p>
      ) : (
        contexts && (
          <p className={`${styles.entryText} ${base.dimmed}`}>
            Contexts: <bdi>{contexts}</bdi>
          </p>
        )
      )}
    </div>
  );
}
