import { type AliasedExpression, type Expression, expressionBuilder, type RawBuilder, sql } from 'kysely';
import type { PersonId } from '../../../kernel/ids.ts';
import type { ChangeKind, ContextChangeKind } from '../../../kernel/newsroom/review-item.ts';
import type { Statements } from '../../../platform/database/kysely.ts';
import { asDay } from '../../../platform/database/sql-values.ts';
import type { Tables } from '../../../platform/database/tables.ts';

/** Rows that can be read from under a name. */
export type Subquery<Row> = { as<Name extends string>(name: Name): AliasedExpression<Row, Name> };

/** A change of something that is no entry: the columns that all kinds of them have. `what` becomes of a context. */
export type ChangeRow = {
  id: number;
  state: 'in_review' | 'approved' | 'discarded' | 'changes_requested';
  time: Date;
  asker: PersonId;
  authors: PersonId[];
  name: string;
  what: ContextChangeKind | null;
  decidedAt: Date | null;
  decidedBy: PersonId | null;
  reason: string | null;
  /** Readers have no such page yet. */
  isNew: boolean;
  /** Another text was published since it came in. */
  isStale: boolean;
};

const at = expressionBuilder<Tables, never>();
const NO = sql<boolean>`false`;

const contexts = at
  .selectFrom('context_change as c')
  .select((eb) => [
    'c.id',
    eb.ref('c.state').$castTo<ChangeRow['state']>().as('state'),
    'c.asked_at as time',
    'c.asked_by as asker',
    together(eb.ref('c.asked_by'), eb.ref('c.hands')).as('authors'),
    eb
      .selectFrom('context as of')
      .select('of.name')
      .whereRef('of.id', '=', 'c.context_id')
      .$asScalar()
      .$notNull()
      .as('name'),
    sql<ContextChangeKind | null>`${eb.ref('c.asked')} ->> 'kind'`.as('what'),
    'c.decided_at as decidedAt',
    'c.decided_by as decidedBy',
    'c.reason',
    NO.as('isNew'),
    NO.as('isStale'),
  ]);

const prose = at
  .selectFrom('prose_proposal as c')
  .leftJoin('prose_page as page', (on) => on.onRef('page.path', '=', 'c.path').on('page.published_at', 'is not', null))
  .select((eb) => [
    'c.id',
    'c.state',
    'c.at as time',
    'c.author_id as asker',
    together(eb.ref('c.author_id'), eb.ref('c.hands')).as('authors'),
    'c.path as name',
    sql<null>`NULL::text`.as('what'),
    'c.decided_at as decidedAt',
    'c.decided_by as decidedBy',
    'c.reason',
    eb('page.path', 'is', null).$castTo<boolean>().as('isNew'),
    eb('c.base_version_id', 'is distinct from', eb.ref('page.version_id')).$castTo<boolean>().as('isStale'),
  ]);

const orders = at
  .selectFrom('day_order_proposal as c')
  .select((eb) => [
    'c.id',
    'c.state',
    'c.at as time',
    'c.author_id as asker',
    together(eb.ref('c.author_id'), eb.ref('c.hands')).as('authors'),
    sql<string>`${asDay(eb.ref('c.day'))}`.as('name'),
    sql<null>`NULL::text`.as('what'),
    'c.decided_at as decidedAt',
    'c.decided_by as decidedBy',
    'c.reason',
    NO.as('isNew'),
    NO.as('isStale'),
  ]);

/**
 * The changes of each kind, whatever became of them. What is asked of them is asked of their tables, so that their
 * indexes serve it.
 */
export const CHANGES: Readonly<Record<ChangeKind, Subquery<ChangeRow>>> = { context: contexts, prose, order: orders };

function together(asker: Expression<PersonId>, hands: Expression<PersonId[]>): RawBuilder<PersonId[]> {
  return sql<PersonId[]>`(${asker} || ${hands})`;
}

/** The rows of several subqueries of one shape, each with its own order and limit; undefined where there are none. */
export function allOf<Row>(db: Statements, parts: readonly Subquery<Row>[]) {
  const [first, ...others] = parts.map((part) => db.selectFrom(part.as('part')).selectAll());
  return first && others.reduce((all, other) => all.unionAll(other), first);
}
