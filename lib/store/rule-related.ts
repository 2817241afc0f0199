import type { EventId } from '../domain/ids.ts';
import { byArchiveRule } from '../domain/related/archive-rule.ts';
import { linkTo } from '../layout/paths.ts';
import type { Published, PublishedEvent } from './published.ts';

/**
 * These events with the related ones that the old archive's rule names, instead of those that people chose. As the archive stands,
 * what shares a context is known from what was learned, so everything has to be learned before its snapshot is taken.
 */
export async function relatedByRule<Event extends PublishedEvent>(archive: Published, events: readonly Event[], limit: number): Promise<Event[]> {
  const contexts = await contextsOf(archive);
  const { rows } = await archive.db.query<{ event: EventId; related: EventId; path: string; shared: number }>(sharing(archive, contexts), [
    events.map(({ event }) => event),
    limit,
  ]);
  const found = Map.groupBy(rows, ({ event }) => event);
  return events.map((one) => {
    const items = (found.get(one.event) ?? []).map(({ related, path, shared }) => ({ event: related, link: linkTo(path), shared }));
    return { ...one, text: { ...one.text, related: byArchiveRule(items, limit).map(({ event }) => ({ event })) } };
  });
}

/** The order is the rule's own: no more than the limit are read of the many that share a common context. */
function sharing(archive: Published, contexts: string): string {
  return `SELECT m.id AS event, s.event_id AS related, s.path, s.shared FROM unnest($1::int[]) AS m (id) CROSS JOIN LATERAL (
      SELECT o.event_id, e.path, o.shared FROM (
          SELECT o.event_id, count(DISTINCT o.context_id)::int AS shared FROM ${contexts} c JOIN ${contexts} o ON o.context_id = c.context_id AND o.event_id <> c.event_id
           WHERE c.event_id = m.id GROUP BY o.event_id) o JOIN ${archive.events} e ON e.id = o.event_id
       ORDER BY o.shared DESC, e.path COLLATE "C" DESC LIMIT $2) s`;
}

/** The contexts of published events, by what they mean: learned ones, or those of an earlier instant, gathered for its transaction. */
async function contextsOf(archive: Published): Promise<string> {
  if (archive.position === null) return 'event_context';
  const { rows } = await archive.db.query<{ there: boolean }>(`SELECT to_regclass('pg_temp.as_of_context') IS NOT NULL AS there`);
  if (rows[0]?.there) return 'as_of_context';
  await archive.db.query(`CREATE TEMP TABLE as_of_context ON COMMIT DROP AS
    SELECT DISTINCT e.id AS event_id, m.means AS context_id FROM ${archive.events} e JOIN revision r ON r.id = e.revision_id CROSS JOIN LATERAL unnest(r.contexts) AS c (id) JOIN ${archive.meanings} m ON m.id = c.id`);
  await archive.db.query('CREATE INDEX ON as_of_context (event_id, context_id)');
  await archive.db.query('CREATE INDEX ON as_of_context (context_id, event_id)');
  await archive.db.query('ANALYZE as_of_context');
  return 'as_of_context';
}
