import { sql } from 'kysely';
import type { EventId } from '../../kernel/ids.ts';
import type { EarlierVersion, RevisionText } from '../../kernel/revision/text.ts';
import { titleIn } from '../../layout/compose.ts';
import { linkTo } from '../../layout/paths.ts';
import { anyOf, count } from '../../platform/database/sql-values.ts';
import { type Published, upTo } from './published.ts';

/**
 * When an event was first published, when last, and how often, and the path that it had at first (`born`). Instants are
 * ISO, UTC, to the second. Of an event that came with an import from another archive, they are what that archive said,
 * until its text is published anew here.
 */
export type Publications = { first: string; last: string; times: number; born: string };

const SHOWN = sql.lit('YYYY-MM-DD"T"HH24:MI:SS"Z"');

const publishedIn = (archive: Published, events: readonly EventId[]) =>
  archive.db
    .selectFrom('archive_change as c')
    .innerJoin('publication as p', 'p.id', 'c.publication_id')
    .where('c.event_id', '=', anyOf(events))
    .where((eb) => eb.not(eb.ref('c.naming')))
    .where((eb) => upTo(archive, eb.ref('c.position')))
    .$narrowType<{ event_id: EventId }>();

/** The publications of these events, as the log has them. */
export async function publicationsOf(
  archive: Published,
  events: readonly EventId[],
): Promise<Map<EventId, Publications>> {
  if (!events.length) return new Map();
  const rows = await publishedIn(archive, events)
    .select((eb) => {
      const { coalesce, max, min } = eb.fn;
      const first = coalesce(min('p.first_elsewhere'), min('c.at'));
      const last = sql`CASE WHEN count(*) = 1 THEN ${coalesce(max('p.last_elsewhere'), max('c.at'))} ELSE ${max('c.at')} END`;
      return [
        'c.event_id as event',
        sql<string>`to_char(${first}, ${SHOWN})`.as('first'),
        sql<string>`to_char(${last}, ${SHOWN})`.as('last'),
        count.as('times'),
        sql<string>`(array_agg(${eb.ref('p.path')} ORDER BY ${eb.ref('c.position')}))[1]`.as('born'),
      ];
    })
    .groupBy('c.event_id')
    .$narrowType<{ event: EventId }>()
    .execute();
  return new Map(rows.map(({ event, ...publications }) => [event, publications]));
}

/**
 * The published versions before the current one, oldest first, as the 2018 edition lists them (the layout, "Changes").
 * Events that have none are left out.
 */
export async function earlierVersions(
  archive: Published,
  events: readonly EventId[],
): Promise<Map<EventId, EarlierVersion[]>> {
  const versions = new Map<EventId, EarlierVersion[]>();
  if (!events.length) return versions;
  const all = publishedIn(archive, events)
    .innerJoin('revision as r', 'r.id', 'p.revision_id')
    .select((eb) => [
      'c.event_id as event',
      'c.path',
      'c.position',
      sql<string>`to_char(${eb.ref('c.at')}, 'YYYY-MM-DD HH24:MI:SS')`.as('at'),
      'r.topic',
      'r.headline',
      'r.kept',
      eb.fn
        .agg<number>('row_number')
        .over((over) => over.partitionBy('c.event_id').orderBy('c.position', 'desc'))
        .as('back'),
    ]);
  const rows = await archive.db
    .selectFrom(all.as('v'))
    .select(['v.event', 'v.path', 'v.at', 'v.topic', 'v.headline', 'v.kept'])
    .where('v.back', '>', 1)
    .orderBy('v.event')
    .orderBy('v.position')
    .$narrowType<{ event: EventId }>()
    .execute();
  for (const row of rows) {
    const list = versions.get(row.event) ?? [];
    const title = titleIn(row as unknown as RevisionText, '2018');
    list.push({ title, link: linkTo(row.path), at: row.at, note: list.length === 0 ? 'First version' : 'Update' });
    versions.set(row.event, list);
  }
  return versions;
}
