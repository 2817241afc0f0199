import type { Day } from '../../kernel/day.ts';
import { contextNamesOf, eventPageOf } from '../../layout/compose.ts';
import type { DayPage } from '../../layout/day-page.ts';
import type { EventPage } from '../../layout/event-page.ts';
import type { Store } from '../../platform/database/database.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { asDay, storedDay } from '../../platform/database/sql-values.ts';
import { PageLookup } from './page-lookup.ts';
import { publishedDayPage as dayPageAsPublished } from './page-maker.ts';
import { live, publishedEntriesAt, publishedEntriesOn } from './published.ts';
import { publishedDay as readDay } from './published-days.ts';

const EDITION = '2017';

/** A published entry as a page for readers shows it. */
export type PublishedEntry = { page: EventPage; topic: string; headline: string; contexts: string[] };

export async function publishedEntry(store: Store, path: string): Promise<PublishedEntry | undefined> {
  const archive = live(store.pool);
  const lookup = new PageLookup(archive);
  const [found] = await lookup.learn(await publishedEntriesAt(archive, [path]));
  if (!found) return undefined;
  const { text, slug } = found;
  return {
    page: eventPageOf(text, slug, EDITION, lookup),
    topic: text.topic,
    headline: text.headline,
    contexts: contextNamesOf(text, lookup),
  };
}

/** The first day from one to another that has a published entry. */
export async function firstPublishedDay(store: Store, from: Day, to: Day): Promise<Day | undefined> {
  const row = await kysely(store.prisma)
    .selectFrom('entry')
    .select((eb) => asDay(eb.ref('day')).as('day'))
    .where('published_revision_id', 'is not', null)
    .where('day', '>=', storedDay(from))
    .where('day', '<=', storedDay(to))
    .orderBy('entry.day')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row?.day;
}

/** A published day as a page for readers shows it: its entries in order. */
export async function publishedDay(store: Store, day: Day): Promise<DayPage | undefined> {
  const archive = live(store.pool);
  const found = await readDay(archive, day);
  if (!found) return undefined;
  const lookup = new PageLookup(archive);
  const entries = await lookup.learn(await publishedEntriesOn(archive, day));
  return dayPageAsPublished(day, found.order, entries, EDITION, lookup);
}
