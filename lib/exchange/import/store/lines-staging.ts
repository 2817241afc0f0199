import { type NotNull, sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import type { EntryId } from '../../../kernel/ids.ts';
import { dayFolder } from '../../../layout/paths.ts';
import { keptStatements, type Queryable } from '../../../platform/database/kysely.ts';
import { anyDay, anyOf, betweenTexts, list, rowsOf } from '../../../platform/database/sql-values.ts';

/** An entry that has, had or waits for an address on a day: its path there, and what the last import said of it. */
export type EntryOnDay = { entry: EntryId; path: string; hash: string | null };

/** The entries that have, had or wait for an address on these days. */
export function entriesOn(on: Queryable, days: readonly Day[]): Promise<EntryOnDay[]> {
  const db = keptStatements(on);
  const folders = rowsOf('d', {
    below: list.texts(days.map((day) => `${dayFolder(day)}/`)),
    behind: list.texts(days.map((day) => `${dayFolder(day)}0`)),
  });
  return db
    .selectFrom('entry')
    .select(['id as entry', 'path', 'imported_hash as hash'])
    .where('day', '=', anyDay(days))
    .where('path', 'is not', null)
    .union(
      db
        .selectFrom(folders)
        .innerJoin('entry as e', (join) =>
          join
            .on('e.published_revision_id', 'is', null)
            .on((eb) => betweenTexts(eb.ref('e.path'), eb.ref('d.below'), eb.ref('d.behind'))),
        )
        .select(['e.id as entry', 'e.path', 'e.imported_hash as hash']),
    )
    .union(
      db
        .selectFrom(folders)
        .innerJoin('former_path as f', (join) =>
          join.on((eb) => betweenTexts(eb.ref('f.path'), eb.ref('d.below'), eb.ref('d.behind'))),
        )
        .innerJoin('entry as e', 'e.id', 'f.entry_id')
        .select(['e.id as entry', 'f.path', 'e.imported_hash as hash']),
    )
    .orderBy('path')
    .$narrowType<{ path: NotNull }>()
    .execute();
}

/**
 * What an entry says, as far as a line of entries can tell it from another: as it is published, as it was, or as it is
 * proposed.
 */
export type EntryRow = Awaited<ReturnType<typeof readEntries>>[number];

/** What these entries say. */
export async function whatEntriesSay(on: Queryable, entries: readonly EntryId[]): Promise<Map<EntryId, EntryRow>> {
  if (!entries.length) return new Map();
  return new Map((await readEntries(on, entries)).map((row) => [row.entry, row]));
}

function readEntries(on: Queryable, entries: readonly EntryId[]) {
  return keptStatements(on)
    .selectFrom('entry as e')
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('revision as r')
          .select(['r.topic', 'r.headline', 'r.sources', 'r.contexts'])
          .whereRef('r.entry_id', '=', 'e.id')
          .orderBy(
            (of) => of('r.id', '=', of.ref('e.published_revision_id')),
            (order) => order.desc().nullsLast(),
          )
          .orderBy('r.id', 'desc')
          .limit(1)
          .as('r'),
      (join) => join.onTrue(),
    )
    .select((eb) => {
      const names = eb
        .selectFrom('context_meaning as m')
        .select('m.name')
        .where('m.id', '=', (of) => sql`any(${of.ref('r.contexts')})`);
      return [
        'e.id as entry',
        'r.topic',
        'r.headline',
        sql<string[]>`array(SELECT s ->> 'url' FROM jsonb_array_elements(${eb.ref('r.sources')}) AS s)`.as('urls'),
        sql<string[]>`array(${names})`.as('contexts'),
      ];
    })
    .where('e.id', '=', anyOf(entries))
    .execute();
}
