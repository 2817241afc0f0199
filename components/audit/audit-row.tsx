import Link from 'next/link';
import base from '#components/ui/base.module.css';
import { readableTitle } from '#components/ui/readable-title.ts';
import type { RecordedEvent } from '#lib/admin/audit/audit.ts';
import { eventName } from '#lib/audit/events.ts';
import styles from './audit.module.css';
import { CHANNEL_NAMES, detailWords } from './audit-words.ts';

/** One fact: when, what, by whom, to what. Times are UTC's, as in the files. */
export function AuditRow({
  fact: { id, at, actor, channel, type, entry, subject, reason, detail },
}: {
  fact: RecordedEvent;
}) {
  const details = detailWords(detail);
  return (
    <li className={styles.fact}>
      <time className={`${base.tabular} ${styles.time}`} dateTime={at}>
        {at.slice(0, 19).replace('T', ' ')}
      </time>
      <div className={styles.what}>
        <strong>{eventName(type)}</strong> by{' '}
        {actor ? (
          <span title={actor.email}>
            <bdi>{actor.name}</bdi>
          </span>
        ) : (
          'the system'
        )}
        {subject && subject.id !== actor?.id && (
          <>
            {' '}
            · <bdi>{subject.name}</bdi>
          </>
        )}
        {entry && (
          <>
            {' · '}
            <Link href={`/entries/${entry.id}`}>
              <bdi>{readableTitle(entry.title)}</bdi>
            </Link>
          </>
        )}
        {reason && (
          <p>
            “<bdi>{reason}</bdi>”
          </p>
        )}
        {details && <p className={`${styles.details} ${base.dimmed}`}>{details}</p>}
      </div>
      <span className={`${base.dimmed} ${styles.door}`}>
        {CHANNEL_NAMES[channel]} <span className={base.tabular}>#{id}</span>
      </span>
    </li>
  );
}
