import Link from 'next/link';
import type { RecordedEvent } from '#lib/admin/audit/audit.ts';
import { eventName } from '#lib/audit/events.ts';
import { CHANNEL_NAMES, detailWords } from './audit-words.ts';

/** One fact: when, what, by whom, to what. Times are UTC's, as in the files. */
export function AuditRow({
  fact: { id, at, actor, channel, verb, event, subject, reason, detail },
}: {
  fact: RecordedEvent;
}) {
  const details = detailWords(detail);
  return (
    <li className="audit-fact">
      <time className="tabular audit-time" dateTime={at}>
        {at.slice(0, 19).replace('T', ' ')}
      </time>
      <div className="audit-what">
        <strong>{eventName(verb)}</strong> by{' '}
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
        {event && (
          <>
            {' · '}
            <Link href={`/entries/${event.id}`}>
              <bdi>{event.title}</bdi>
            </Link>
          </>
        )}
        {reason && (
          <p className="audit-reason">
            “<bdi>{reason}</bdi>”
          </p>
        )}
        {details && <p className="audit-details dimmed">{details}</p>}
      </div>
      <span className="dimmed audit-door">
        {CHANNEL_NAMES[channel]} <span className="tabular">#{id}</span>
      </span>
    </li>
  );
}
