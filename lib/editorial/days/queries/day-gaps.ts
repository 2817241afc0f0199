import { type NotNull, sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { type DayGap, type DayWithEntries, gapsIn } from '../../../kernel/day-gaps.ts';
import type { Store } from '../../../platform/database/database.ts';
import { keptStatements, kysely, type Statements } from '../../../platform/database/kysely.ts';
import { asDay, count, storedDay } from '../../../platform/database/sql-values.ts';
import type { StoredDay } from '../../../platform/database/tables.ts';

/** Days of the archive that are looked at for one page of gaps, each one step of the index on days. */
const STEP = 1_000;
/** How often that is done for a page that has nothing else: fifty years of days. */
const MOST_STEPS = 20;

/** A page of gaps; `next` is the day to go on after. */
export type GapPage = { items: DayGap[]; next: Day | null };

/**
 * The days without published entries between the first and the last that has any, and those with at most `few`, in the
 * order of the calendar.
 */
export async function readGaps(
  store: Store,
  { after, few = 0, limit = 100 }: { after?: Day | undefined; few?: number | undefined; limit?: number | undefined },
): Promise<GapPage> {
  let from = after && (await hasEntriesUpTo(store, after)) ? after : undefined;
  const items: DayGap[] = [];
  for (let step = 0; step < MOST_STEPS && items.length === 0; step += 1) {
    const days = await daysAfter(store, from, few);
    items.push(...gapsIn(days, few, from));
    if (days.length < STEP) return pageOf(items, limit, null);
    from = days.at(-1)?.day;
  }
  return pageOf(items, limit, from ?? null);
}

/** A page that is cut goes on behind the day that its last gap leads to. */
function pageOf(items: DayGap[], limit: number, next: Day | null): GapPage {
  if (items.length <= limit) return { items, next };
  const last = items[limit - 1];
  return { items: items.slice(0, limit), next: last?.kind === 'gap' ? last.to : (last?.day ?? null) };
}

async function hasEntriesUpTo(store: Store, day: Day): Promise<boolean> {
  const first = await firstEntry(kysely(store.pool))
    .select('id')
    .where('e.day', '<=', storedDay(day))
    .executeTakeFirst();
  return first !== undefined;
}

/** The published entries in the order of their days, of which the first is read: one step of the index. */
function firstEntry(db: Pick<Statements, 'selectFrom'>) {
  return db.selectFrom('entry as e').where('e.published_revision_id', 'is not', null).orderBy('e.day').limit(1);
}

async function daysAfter(store: Store, after: Day | undefined, few: number): Promise<DayWithEntries[]> {
  const from = sql<StoredDay>`${after ?? '-infinity'}::date`;
  return keptStatements(store.pool)
    .withRecursive('walk(day, n)', (db) =>
      db
        .selectFrom(
          firstEntry(db)
            .select(['e.day', sql<number>`1`.as('n')])
            .where('e.day', '>', from)
            .as('start'),
        )
        .select(['start.day', 'start.n'])
        .$castTo<{ day: StoredDay | null; n: number }>()
        .unionAll((next) =>
          next
            .selectFrom('walk')
            .select((eb) => [
              eb
                .selectFrom('entry as e')
                .select('e.day')
                .where('e.published_revision_id', 'is not', null)
                .whereRef('e.day', '>', 'walk.day')
                .orderBy('e.day')
                .limit(1)
                .as('day'),
              sql<number>`${eb.ref('walk.n')} + 1`.as('n'),
            ])
            .where('walk.day', 'is not', null)
            .where('walk.n', '<', STEP),
        ),
    )
    .selectFrom('walk')
    .select((eb) => [
      asDay(eb.ref('walk.day')).as('day'),
      eb
        .selectFrom((of) =>
          of
            .selectFrom('entry as e')
            .select('e.id')
            .whereRef('e.day', '=', 'walk.day')
            .where('e.published_revision_id', 'is not', null)
            .limit(few + 1)
            .as('first'),
        )
        .select(count.as('count'))
        .$asScalar()
        .$notNull()
        .as('published'),
    ])
    .where('walk.day', 'is not', null)
    .$narrowType<{ day: NotNull }>()
    .orderBy('walk.day')
    .execute();
}
