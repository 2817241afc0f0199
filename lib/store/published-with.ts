import pg from 'pg';
import type { Day } from '../domain/day.ts';
import type { EventId, RevisionId } from '../domain/ids.ts';
import { slugIn } from './page-place.ts';
import type { Published, Queryable } from './published.ts';

/** What an event's page would be. */
export type PageToBe = { day: Day; path: string; revision: RevisionId };

/** The archive as it would stand with one event published like this, or without its page; `sends` are readers sent on then, of a page that goes. Nothing is written. */
export function publishedWith(pool: Queryable, event: EventId, page: PageToBe | undefined, sends?: { from: EventId; to: EventId }): Published {
  const rest = `SELECT id, day, slug, path, published_revision_id AS revision_id FROM event WHERE published_revision_id IS NOT NULL AND id <> ${Number(event)}${sends ? ` AND id <> ${Number(sends.from)}` : ''}`;
  const sent = 'SELECT id, redirect_to AS target FROM event WHERE redirect_to IS NOT NULL AND published_revision_id IS NULL';
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
    meanings: 'context_meaning',
    redirects: sends ? `(${sent} AND id <> ${Number(event)} UNION ALL SELECT ${Number(sends.from)}, ${Number(sends.to)})` : `(${sent} AND id <> ${Number(event)})`,
    tag: 'with',
  };
}
