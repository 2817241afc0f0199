import { type Expression, type RawBuilder, sql } from 'kysely';
import type { Day } from '../kernel/day.ts';
import type { EntryId } from '../kernel/ids.ts';
import type { Purpose } from '../kernel/newsroom/purpose.ts';
import type { ContextChangeKind, ReviewKind } from '../kernel/newsroom/review-item.ts';

/** The lists of the desk. */
export type DeskSection =
  | 'waiting'
  | 'changes-requested'
  | 'drafts'
  | 'in-review'
  | 'followed'
  | 'scheduled'
  | 'published';

/**
 * A line of the desk. `at` is when it came there, or when it will be published (ISO); `by` who sent it back, or who
 * asks; `reason` why it was returned for changes; `comments` how many discussions are open; `assigned` to whom the
 * review was given; `type` what happened to an entry that is followed, `notice` the notice that tells it.
 */
export type DeskItem = {
  kind: ReviewKind;
  /** The entry; null of a change that is no entry, which has a number of its own and no day. */
  entry: EntryId | null;
  change: number | null;
  day: Day | null;
  topic: string;
  headline: string;
  at: string;
  by: string;
  reason: string | null;
  purpose: Purpose;
  comments: number;
  assigned: string | null;
  type: string | null;
  notice: number | null;
};

/** A line as it is read: `place` is its place in its list, `what` becomes of a context. */
export type Line = Omit<DeskItem, 'at'> & {
  section: DeskSection;
  place: bigint;
  at: Date;
  what: ContextChangeKind | null;
};

type Columns = { [Column in keyof Line]: Expression<Line[Column]> };

const NOTHING = {
  entry: sql<EntryId | null>`NULL::int`,
  change: sql<number | null>`NULL::int`,
  what: sql<ContextChangeKind | null>`NULL::text`,
  day: sql<Day | null>`NULL::text`,
  topic: sql<string>`''`,
  reason: sql<string | null>`NULL::text`,
  purpose: sql<Purpose>`'new'`,
  comments: sql<number>`0`,
  assigned: sql<string | null>`NULL::text`,
  type: sql<string | null>`NULL::text`,
  notice: sql<number | null>`NULL::int`,
};

type LineColumns = Partial<Columns> & Omit<Columns, keyof typeof NOTHING | 'section' | 'kind'>;

/** The columns of a line, in an order that all lists share. */
export function line(section: DeskSection, kind: ReviewKind, given: LineColumns) {
  const of: Columns = { ...NOTHING, section: sql.lit(section), kind: sql.lit(kind), ...given };
  return [
    sql<bigint>`${of.place}`.as('place'),
    sql<DeskSection>`${of.section}`.as('section'),
    sql<ReviewKind>`${of.kind}`.as('kind'),
    sql<EntryId | null>`${of.entry}`.as('entry'),
    sql<number | null>`${of.change}`.as('change'),
    sql<ContextChangeKind | null>`${of.what}`.as('what'),
    sql<Day | null>`${of.day}`.as('day'),
    sql<string>`${of.topic}`.as('topic'),
    sql<string>`${of.headline}`.as('headline'),
    sql<Date>`${of.at}`.as('at'),
    sql<string>`${of.by}`.as('by'),
    sql<string | null>`${of.reason}`.as('reason'),
    sql<Purpose>`${of.purpose}`.as('purpose'),
    sql<number>`${of.comments}`.as('comments'),
    sql<string | null>`${of.assigned}`.as('assigned'),
    sql<string | null>`${of.type}`.as('type'),
    sql<number | null>`${of.notice}`.as('notice'),
  ];
}

/** A time as what a list is in the order of. */
export function inOrder(time: Expression<Date | null>): RawBuilder<bigint> {
  return sql<bigint>`(extract(epoch FROM ${time}) * 1000)::bigint`;
}
