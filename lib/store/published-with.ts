import pg from 'pg';
import type { Day } from '../domain/day.ts';
import type { EventId, RevisionId } from '../domain/ids.ts';
import { slugIn } from './page-place.ts';
import type { Published, Queryable } from './published.ts';

/** What an event's page would be. */
export type PageToBe = { day: Day; path: string; revision: RevisionId };

/** The archive as it would stand with one event published like this, or without its page. Nothing is written. */
export function publishedWith(pool: Queryable, event: EventId, page: PageToBe | undefined): Published {
  const rest = `SELECT id, day, slug, path, published_revision_id AS revision_id FROM event WHERE published_revision_id IS NOT NULL AND id <> ${Number(event)}`;
  const text = pg.escapeLiteral;
  const own = page && `SELECT ${Number(event)}, ${text(page.day)}::date, ${text(slugIn(page.path))}, ${text(page.path)}, ${Number(page.revision)}`;
  return {
    // A statement of its own for every proposal is not worth preparing.
    db: {
      query: (query: { text: string; values?: unknown[] } | string, values?: unknown[]) =>
        typeof query === 'string' ? pool.query(query, values) : pool.query(query.text, query.values),
    } as Queryable,
    position: null,
    events: `(${own ? `${rest} UNION ALL ${own}` : rest})`,
    days: 'day',
    prose: '(SELECT path, text FROM prose_page WHERE published_at IS NOT NULL)',
    tag: 'with',
  };
}
