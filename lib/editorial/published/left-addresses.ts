import { type NotNull, sql } from 'kysely';
import { type Day, FIRST_DAY } from '../../kernel/day.ts';
import type { EntryId } from '../../kernel/ids.ts';
import { asDay, literal, storedDay } from '../../platform/database/sql-values.ts';
import { ledTo, type Published, upTo } from './published.ts';

/**
 * A path of the tree that a published page left, because it moved, was merged or was withdrawn; and the path of the
 * page where its readers end. Null where nothing takes its place, or the page is back.
 */
export type FormerAddress = { day: Day; path: string; to: string | null };

/** The left addresses in the order of their days, `limit` at a time, from behind one. */
export function leftAddressesAfter(
  archive: Published,
  after: Pick<FormerAddress, 'day' | 'path'> | undefined,
  limit: number,
): Promise<FormerAddress[]> {
  const behind = after ?? { day: FIRST_DAY, path: '' };
  const gone = goneIn(archive)
    .where((eb) =>
      eb(eb.refTuple('day', 'path'), '>', eb.tuple(storedDay(behind.day), sql<string>`${behind.path}::text`)),
    )
    .limit(limit);
  return withEnds(archive, gone);
}

/** The left addresses of a day. */
export function leftAddressesOn(archive: Published, day: Day): Promise<FormerAddress[]> {
  return withEnds(archive, goneIn(archive).where('day', '=', storedDay(day)));
}

/**
 * Every address that one of these entries left, or another entry whose readers are sent to one of these, over however
 * many others.
 */
export async function leftAddressesLedTo(archive: Published, entries: readonly EntryId[]): Promise<FormerAddress[]> {
  if (!entries.length) return [];
  const led = sql<EntryId>`any(array(${ledTo(archive, entries)}))`;
  return withEnds(archive, goneIn(archive).where('entry_id', '=', led));
}

/** The last time that pages left each address. */
function goneIn(archive: Published) {
  return archive.db
    .selectFrom('archive_change')
    .distinctOn(['day', 'path'])
    .select(['day', 'path', 'entry_id'])
    .where('kind', '=', literal('withdrawn'))
    .where((eb) => upTo(archive, eb.ref('position')))
    .orderBy('day')
    .orderBy('path')
    .orderBy('position', 'desc')
    .$narrowType<{ day: NotNull; entry_id: NotNull }>();
}

function withEnds(archive: Published, gone: ReturnType<typeof goneIn>): Promise<FormerAddress[]> {
  return archive.db
    .withRecursive(
      (cte) => cte('gone').materialized(),
      () => gone,
    )
    .withRecursive('sent(entry, id)', (db) =>
      db
        .selectFrom('gone')
        .select(['gone.entry_id as entry', 'gone.entry_id as id'])
        .union(
          db
            .selectFrom('sent')
            .innerJoin(archive.redirects.as('w'), 'w.id', 'sent.id')
            .select(['sent.entry', 'w.target as id']),
        ),
    )
    .with('ends', (db) =>
      db.selectFrom('sent').innerJoin(archive.entries.as('e'), 'e.id', 'sent.id').select(['sent.entry', 'e.path']),
    )
    .selectFrom('gone')
    .leftJoin('ends', 'ends.entry', 'gone.entry_id')
    .select((eb) => [
      asDay(eb.ref('gone.day')).as('day'),
      'gone.path',
      eb.fn<string | null>('nullif', ['ends.path', 'gone.path']).as('to'),
    ])
    .orderBy('gone.day')
    .orderBy('gone.path')
    .execute();
}
