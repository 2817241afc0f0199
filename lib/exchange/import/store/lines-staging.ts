import { type NotNull, sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import type { EventId } from '../../../kernel/ids.ts';
import { dayFolder } from '../../../layout/paths.ts';
import { keptStatements, type Queryable } from '../../../platform/database/kysely.ts';
import { anyDay, anyOf, betweenTexts, list, rowsOf } from '../../../platform/database/sql-values.ts';

/** An entry that has, had or waits for an address on a day: its path there, and what the last import said of it. */
export type EntryOnDay = { event: EventId; path: string; hash: string | null };

/** The entries that have, had or wait for an address on these days. */
export function entriesOn(on: Queryable, days: readonly Day[]): Promise<EntryOnDay[]> {
  const db = keptStatements(on);
  const folders = rowsOf('d', {
    below: list.texts(days.map((day) => `${dayFolder(day)}/`)),
    behind: list.texts(days.map((day) => `${dayFolder(day)}0`)),
  });
  return db
    .selectFrom('event')
    .select(['id as event', 'path', 'imported_hash as hash'])
    .where('day', '=', anyDay(days))
    .where('path', 'is not', null)
    .union(
      db
        .selectFrom(folders)
        .innerJoin('event as e', (join) =>
          join
            .on('e.published_revision_id', 'is', null)
            .on((eb) => betweenTexts(eb.ref('e.path'), eb.ref('d.below'), eb.ref('d.behind'))),
        )
        .select(['e.id as event', 'e.path', 'e.imported_hash as hash']),
    )
    .union(
      db
        .selectFrom(folders)
        .innerJoin('former_path as f', (join) =>
          join.on((eb) => betweenTexts(eb.ref('f.path'), eb.ref('d.below'), eb.ref('d.behind'))),
        )
        .innerJoin('event as e', 'e.id', 'f.event_id')
        .select(['e.id as event', 'f.path', 'e.imported_hash as hash']),
    )
    .orderBy('path')
    .$narrowType<{ path: NotNull }>()
    .execute();
}

/**
 * What an entry says, as far as a line of events can tell it from another: as it is published, as it was, or as it is
 * proposed.
 */
export type EntrySays = Awaited<ReturnType<typeof readEntries>>[number];

/** What these entries say. */
export async function whatEntriesSay(on: Queryable, events: readonly EventId[]): Promise<Map<EventId, EntrySays>> {
  if (!events.length) return new Map();
  return new Map((await readEntries(on, events)).map((row) => [row.event, row]));
}

function readEntries(on: Queryable, events: readonly EventId[]) {
  return keptStatements(on)
    .selectFrom('event as e')
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('revision as r')
          .select(['r.topic', 'r.headline', 'r.sources', 'r.contexts'])
          .whereRef('r.event_id', '=', 'e.id')
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
        'e.id as event',
        'r.topic',
        'r.headline',
        sql<string[]>`array(SELECT s ->> 'url' FROM jsonb_array_elements(${eb.ref('r.sources')}) AS s)`.as('urls'),
        sql<string[]>`array(${names})`.as('contexts'),
      ];
    })
    .where('e.id', '=', anyOf(events))
    .execute();
}
