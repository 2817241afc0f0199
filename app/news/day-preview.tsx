import { EntryBody } from '#components/day/entry-body.tsx';
import type { publishedDay } from '#lib/editorial/published/published-pages.ts';
import { dayName, weekdayName } from '#lib/kernel/day-names.ts';
import { markdownAddress } from './addresses.ts';
import { TreeLink } from './entry-preview.tsx';
import styles from './reading.module.css';
import { ReadingPage } from './reading-page.tsx';

type PublishedDay = NonNullable<Awaited<ReturnType<typeof publishedDay>>>;

/** A day's published entries for reading, in the order of its page. */
export function DayPreview({ day: { day, entries }, path }: { day: PublishedDay; path: string }) {
  return (
    <ReadingPage markdown={markdownAddress(path)}>
      <h1>
        <time dateTime={day}>
          {weekdayName(day)}, {dayName(day)}
        </time>
      </h1>
      <ol className={styles.day}>
        {entries.map(({ kicker, title, link, body }) => (
          <li key={link}>
            {kicker && (
              <p dir="auto" className={styles.kicker}>
                {kicker}
              </p>
            )}
            <h2>
              <TreeLink link={link} title={title} />
            </h2>
            {body && <EntryBody body={body} />}
          </li>
        ))}
      </ol>
    </ReadingPage>
  );
}
