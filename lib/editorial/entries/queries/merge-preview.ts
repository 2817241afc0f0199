import { sql } from 'kysely';
import type { ContextId } from '../../../kernel/ids.ts';
import { type Lendable, lentFields } from '../../../kernel/newsroom/merging.ts';
import type { Store } from '../../../platform/database/database.ts';
import { kysely } from '../../../platform/database/kysely.ts';
import { anyOf, count, listOf } from '../../../platform/database/sql-values.ts';
import type { TimelineCursor } from '../../contexts/contract/contexts.ts';
import { readTimeline, type TimelineEntry } from '../../contexts/queries/context-timeline.ts';
import type { ContextView } from '../../contexts/queries/context-view.ts';

type MergeSide = Pick<ContextView, 'id' | 'name' | 'version' | 'kind' | 'description' | 'wikidataId' | 'entries'>;

/** Everything that a merge touches, before it is done. */
export type MergePreview = {
  goes: MergeSide;
  stays: MergeSide;
  /**
   * Published entries that have the one that goes; those that have both; the days on whose pages they are; other
   * entries that come to share the context.
   */
  touches: { entries: number; both: number; days: number; beside: number };
  /** The names that lead to the one that stays from then on. */
  names: string[];
  /** The fields that the one that stays takes over, and those that both say, in which it keeps its own. */
  takes: Lendable[];
  keeps: Lendable[];
  items: TimelineEntry[];
  next: string | null;
};

const SHOWN = 20;

/** What merging one context into another would do; undefined where one of them does not exist or is merged already. */
export async function readMergePreview(
  store: Store,
  id: ContextId,
  into: ContextId,
  { cursor, limit = SHOWN }: { cursor?: TimelineCursor | undefined; limit?: number | undefined } = {},
): Promise<MergePreview | undefined> {
  const sides = await readSides(store, [id, into]);
  const [goes, stays] = [id, into].map((one) => sides.find((side) => side.id === one));
  if (!goes || !stays || id === into) return undefined;
  const [touches, { items, next }] = await Promise.all([
    readTouches(store, id, into),
    readTimeline(store, id, { cursor, limit }),
  ]);
  const takes = lentFields(said(goes), said(stays));
  const keeps = lentFields(said(goes), { kind: '', description: '', wikidataId: '' }).filter(
    (field) => !takes.includes(field) && said(goes)[field] !== said(stays)[field],
  );
  const { names, ...from } = goes;
  const { names: _, ...to } = stays;
  return { goes: from, stays: to, touches, names, takes, keeps, items, next };
}

async function readTouches(store: Store, id: ContextId, into: ContextId): Promise<MergePreview['touches']> {
  return kysely(store.prisma)
    .with(
      (cte) => cte('own').materialized(),
      (db) => db.selectFrom('entry_context').select(['entry_id', 'day']).distinct().where('context_id', '=', id),
    )
    .with(
      (cte) => cte('other').materialized(),
      (db) => db.selectFrom('entry_context').select('entry_id').distinct().where('context_id', '=', into),
    )
    .with(
      (cte) => cte('naming').materialized(),
      (db) => {
        const alone = db.selectFrom('own').select('entry_id').except(db.selectFrom('other').select('entry_id'));
        return db
          .selectFrom('revision as r')
          .select('r.id')
          .where((eb) => sql<boolean>`related_entries(${eb.ref('r.related')}) && ${listOf(alone)}`);
      },
    )
    .with('beside', (db) =>
      db
        .selectFrom('naming as n')
        .innerJoin('entry as e', 'e.published_revision_id', 'n.id')
        .innerJoin('other as o', 'o.entry_id', 'e.id')
        .select('e.id')
        .except(db.selectFrom('own').select('entry_id as id')),
    )
    .selectNoFrom((eb) => [
      eb.selectFrom('own').select(count.as('count')).$asScalar().$notNull().as('entries'),
      eb
        .selectFrom('own')
        .innerJoin('other', 'other.entry_id', 'own.entry_id')
        .select(count.as('count'))
        .$asScalar()
        .$notNull()
        .as('both'),
      eb
        .selectFrom('own')
        .select((of) => sql<number>`count(DISTINCT ${of.ref('own.day')})::int`.as('count'))
        .$asScalar()
        .$notNull()
        .as('days'),
      eb.selectFrom('beside').select(count.as('count')).$asScalar().$notNull().as('beside'),
    ])
    .executeTakeFirstOrThrow();
}

function said({ kind, description, wikidataId }: MergeSide): Record<Lendable, string> {
  return { kind, description, wikidataId: wikidataId ?? '' };
}

/** Contexts that are not merged, each with its name, its aliases and those of whatever was merged into it. */
function readSides(store: Store, ids: readonly ContextId[]): Promise<(MergeSide & { names: string[] })[]> {
  const db = kysely(store.prisma);
  return db
    .selectFrom('context as c')
    .leftJoin('context_use as u', 'u.context_id', 'c.id')
    .select((eb) => [
      'c.id',
      'c.name',
      'c.version',
      'c.kind',
      'c.description',
      'c.wikidata_id as wikidataId',
      eb.fn.coalesce('u.entries', sql.lit(0)).as('entries'),
      listOf(
        eb
          .selectFrom('context as o')
          .innerJoinLateral(
            (of) =>
              db
                .selectNoFrom([of.ref('o.name').as('name'), sql<string>`''`.as('folded')])
                .unionAll(
                  of
                    .selectFrom('context_alias as a')
                    .select(['a.name', 'a.folded'])
                    .where('a.context_id', '=', of.ref('o.id')),
                )
                .as('n'),
            (on) => on.onTrue(),
          )
          .select('n.name')
          .where((of) => of.or([of('o.id', '=', of.ref('c.id')), of('o.merged_into', '=', of.ref('c.id'))]))
          .orderBy((of) => of('o.id', '<>', of.ref('c.id')))
          .orderBy('o.folded')
          .orderBy('n.folded'),
      ).as('names'),
    ])
    .where('c.id', '=', anyOf(ids))
    .where('c.merged_into', 'is', null)
    .execute();
}
