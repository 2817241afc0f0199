import { type Expression, type QueryCreator, sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { OPEN_STATES } from '../../../kernel/newsroom/proposal.ts';
import type { Store } from '../../../platform/database/database.ts';
import type { ProposalState } from '../../../platform/database/generated/kysely.ts';
import { kysely } from '../../../platform/database/kysely.ts';
import { asDay, storedDay } from '../../../platform/database/sql-values.ts';
import type { Tables } from '../../../platform/database/tables.ts';
import { dayContent } from '../store/day-content.ts';

/**
 * What a day has: published entries, open proposals by their states, and whether it is signed off, or was and changed
 * since.
 */
export type DayCount = {
  published: number;
  drafts: number;
  inReview: number;
  changesRequested: number;
  signOff: 'signed' | 'changed' | null;
};

/** The first and the last day that have a published entry. */
export type ArchiveSpan = { first: Day; last: Day };

/**
 * The counts of those days from `from` to `to`, both included, that have any, in one query over the indexes on days.
 */
export async function readDayCounts(store: Store, from: Day, to: Day): Promise<Map<Day, DayCount>> {
  const rows = await kysely(store.prisma)
    .with('counted', (db) => counted(db, from, to))
    .with('latest', (db) =>
      db
        .selectFrom('day_sign_off')
        .distinctOn('day')
        .select(['day', 'signed', 'content'])
        .where('day', '>=', storedDay(from))
        .where('day', '<=', storedDay(to))
        .orderBy('day')
        .orderBy('id', 'desc'),
    )
    .with('signed', (db) =>
      db
        .selectFrom('latest')
        .select((eb) => [
          'latest.day',
          eb
            .case()
            .when('latest.content', '=', dayContent(eb.ref('latest.day')))
            .then(sql.lit<'signed' | 'changed'>('signed'))
            .else(sql.lit<'signed' | 'changed'>('changed'))
            .end()
            .as('sign_off'),
        ])
        .where('latest.signed', '=', true),
    )
    .selectFrom('counted')
    .fullJoin('signed', 'signed.day', 'counted.day')
    .select((eb) => [
      asDay(eb.fn.coalesce('counted.day', 'signed.day').$notNull()).as('day'),
      eb.fn.coalesce('counted.published', sql.lit(0)).as('published'),
      eb.fn.coalesce('counted.drafts', sql.lit(0)).as('drafts'),
      eb.fn.coalesce('counted.in_review', sql.lit(0)).as('inReview'),
      eb.fn.coalesce('counted.changes_requested', sql.lit(0)).as('changesRequested'),
      'signed.sign_off as signOff',
    ])
    .execute();
  return new Map(rows.map(({ day, ...count }) => [day, count]));
}

/** What each day has of entries. */
function counted(db: QueryCreator<Tables>, from: Day, to: Day) {
  return db
    .selectFrom('entry as e')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('proposal as o')
          .select('o.state')
          .whereRef('o.entry_id', '=', 'e.id')
          .where('o.state', 'in', OPEN_STATES)
          .as('p'),
      (on) => on.onTrue(),
    )
    .select((eb) => [
      'e.day',
      sql<number>`count(${eb.ref('e.published_revision_id')})::int`.as('published'),
      ofState(eb.ref('p.state'), 'draft').as('drafts'),
      ofState(eb.ref('p.state'), 'in_review').as('in_review'),
      ofState(eb.ref('p.state'), 'changes_requested').as('changes_requested'),
    ])
    .where('e.day', '>=', storedDay(from))
    .where('e.day', '<=', storedDay(to))
    .groupBy('e.day')
    .having((eb) => sql<boolean>`count(${eb.ref('e.published_revision_id')}) + count(${eb.ref('p.state')}) > 0`);
}

function ofState(state: Expression<ProposalState | null>, is: ProposalState) {
  return sql<number>`count(*) FILTER (WHERE ${state} = ${sql.lit(is)})::int`;
}

/** From the first day with a published entry to the last: two steps of an index. Undefined in an empty archive. */
export async function readArchiveSpan(store: Store): Promise<ArchiveSpan | undefined> {
  const db = kysely(store.prisma);
  const published = db
    .selectFrom('entry')
    .select((eb) => asDay(eb.ref('day')).as('text'))
    .where('published_revision_id', 'is not', null);
  const first = published.orderBy('day').limit(1);
  const last = published.orderBy('day', 'desc').orderBy('id', 'desc').limit(1);
  const { from, to } = await db.selectNoFrom([first.as('from'), last.as('to')]).executeTakeFirstOrThrow();
  return from && to ? { first: from, last: to } : undefined;
}
