import Link from 'next/link';
import type { AuditFact } from '#lib/queries/audit.ts';
import { CHANNEL_NAMES, detailWords, verbName } from './audit-words.ts';

/** One fact: when, what, by whom, to what. Times are UTC's, as in the files. */
export function AuditRow({ fact: { id, at, actor, channel, verb, event, subject, reason, detail } }: { fact: AuditFact }) {
  const details = detailWords(detail);
  return (
    <li className="audit-fact">
      <time className="tabular audit-time" dateTime={at}>
        {at.slice(0, 19).replace('T', ' ')}
      </time>
      <div className="audit-what">
        <strong>{verbName(verb)}</strong> by {actor ? <span title={actor.email}>{actor.name}</span> : 'the system'}
        {subject && subject.id !== actor?.id && <> · {subject.name}</>}
        {event && (
          <>
            {' · '}
            <Link href={`/entries/${event.id}`}>{event.title}</Link>
          </>
        )}
        {reason && <p className="audit-reason">“{reason}”</p>}
        {details && <p className="audit-details dimmed">{details}</p>}
      </div>
      <span className="dimmed audit-door">
        {CHANNEL_NAMES[channel]} <span className="tabular">#{id}</span>
      </span>
    </li>
  );
}
