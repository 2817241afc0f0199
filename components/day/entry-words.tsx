import Link from 'next/link';
import type { DayEvent, DayMissing } from '#lib/editorial/days/queries/day.ts';
import { EntryBody } from './entry-body.tsx';

/** An entry as the day lists it: topic, title, and its summary or contexts. */
export function EntryWords({ entry }: { entry: DayEvent | DayMissing }) {
  if (entry.kind === 'missing') {
    return (
      <div className="day-entry-words">
        <span className="day-entry-title" dir="auto">
          {entry.title}
        </span>
        {entry.body && <EntryBody body={entry.body} className="day-entry-text" />}
        <p className="day-entry-text dimmed">
          Listed, but not in the archive
          {entry.link && <code className="day-entry-link"> {entry.link}</code>}
        </p>
      </div>
    );
  }
  const contexts = entry.contexts.join(', ');
  return (
    <div className="day-entry-words">
      {entry.topic && (
        <span className="day-kicker" dir="auto">
          {entry.topic}
        </span>
      )}
      <Link href={`/entries/${entry.event}`} className="day-entry-title" dir="auto">
        {entry.headline}
      </Link>
      {entry.summary ? (
        <p dir="auto" className="day-entry-text">
          {entry.summary}
        </p>
      ) : (
        contexts && (
          <p className="day-entry-text dimmed">
            Contexts: <bdi>{contexts}</bdi>
          </p>
        )
      )}
    </div>
  );
}
