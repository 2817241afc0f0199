import { sql } from 'kysely';
import type { EntryId } from '../../kernel/ids.ts';
import type { EarlierVersion } from '../../kernel/revision/text.ts';
import { titleIn } from '../../layout/compose.ts';
import { linkTo } from '../../layout/paths.ts';
import { anyOf, count } from '../../platform/database/sql-values.ts';
import { type Published, upTo } from './published.ts';

/**
 * When an entry was first published, when last, and how often, and the path that it had at first (`born`). Instants are
 * ISO, UTC, to the second. Of an entry that came with an import from another archive, they are what that archive said,
 * until its text is published again here.
 */
export type Publications = { first: string; last: string; times: number; born: string };

const SHOWN = sql.lit('YYYY-MM-DD"T"HH24:MI:SS"Z"');

const publishedIn = (archive: Published, entries: readonly EntryId[]) =>
  archive.db
    .selectFrom('archive_change as c')
    .innerJoin('publication as p', 'p.id', 'c.publication_id')
    .where('c.entry_id', '=', anyOf(entries))
    .where((eb) => eb.not(eb.ref('c.naming')))
    .where((eb) => upTo(archive, eb.ref('c.position')))
    .$narrowType<{ entry_id: EntryId }>();

/** The publications of these entries, as the log has them. */
export async function publicationsOf(
  archive: Published,
  entries: readonly EntryId[],
): Promise<Map<EntryId, Publications>> {
  if (!entries.length) return new Map();
  const rows = await publishedIn(archive, entries)
    .select((eb) => {
      const { coalesce, max, min } = eb.fn;
      const first = coalesce(min('p.first_elsewhere'), min('c.at'));
      const last = sql`CASE WHEN count(*) = 1 THEN ${coalesce(max('p.last_elsewhere'), max('c.at'))}
        ELSE ${max('c.at')} END`;
      return [
        'c.entry_id as entry',
        sql<string>`to_char(${first}, ${SHOWN})`.as('first'),
        sql<string>`to_char(${last}, ${SHOWN})`.as('last'),
        count.as('times'),
        sql<string>`(array_agg(${eb.ref('p.path')} ORDER BY ${eb.ref('c.position')}))[1]`.as('born'),
      ];
    })
    .groupBy('c.entry_id')
    .$narrowType<{ entry: EntryId }>()
    .execute();
  return new Map(rows.map(({ entry, ...publications }) => [entry, publications]));
}

/**
 * The published versions before the current one, oldest first, as the 2018 edition lists them (the layout, "Changes").
 * Entries that have none are left out.
 */
export async function earlierVersions(
  archive: Published,
  entries: readonly EntryId[],
): Promise<Map<EntryId, EarlierVersion[]>> {
  const versions = new Map<EntryId, EarlierVersion[]>();
  if (!entries.length) return versions;
  const all = publishedIn(archive, entries)
    .innerJoin('revision as r', 'r.id', 'p.revision_id')
    .select((eb) => [
      'c.entry_id as entry',
      'c.path',
      'c.position',
      sql<string>`to_char(${eb.ref('c.at')}, 'YYYY-MM-DD HH24:MI:SS')`.as('at'),
      'r.topic',
      'r.headline',
      'r.kept',
      eb.fn
        .agg<number>('row_number')
        .over((over) => over.partitionBy('c.entry_id').orderBy('c.position', 'desc'))
        .as('back'),
    ]);
  const rows = await archive.db
    .selectFrom(all.as('v'))
    .select(['v.entry', 'v.path', 'v.at', 'v.topic', 'v.headline', 'v.kept'])
    .where('v.back', '>', 1)
    .orderBy('v.entry')
    .orderBy('v.position')
    .$narrowType<{ entry: EntryId }>()
    .execute();
  for (const row of rows) {
    const list = versions.get(row.entry) ?? [];
    const title = titleIn(row, '2018');
    list.push({ title, link: linkTo(row.path), at: row.at, note: list.length === 0 ? 'First version' : 'Update' });
    versions.set(row.entry, list);
  }
  return versions;
}
