import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely';
import type { PersonId } from '../../../kernel/ids.ts';
import { CHANGE_KINDS, type ChangeKind, REVIEW_KINDS, type ReviewKind } from '../../../kernel/newsroom/review-item.ts';
import { authors, openThreads, purpose } from '../../../platform/database/proposal-expressions.ts';
import { literal, storedDay } from '../../../platform/database/sql-values.ts';
import type { Tables } from '../../../platform/database/tables.ts';
import type { QueueCursor, QueueFilter } from '../contract/review.ts';
import { CHANGES, type ChangeRow, type Subquery } from './queue-rows.ts';

/** Who looks at the queue: `fourEyes` says whether their own work is somebody else's to decide. */
export type QueueReader = { person: PersonId; fourEyes: boolean };

const at = expressionBuilder<{ p: Tables['proposal'] } & Tables, 'p'>();
const ofChange = expressionBuilder<{ p: ChangeRow }, 'p'>();

/**
 * The time that a list is in the order of: what is set to be published by that time, anything else by when it was
 * submitted.
 */
export function orderOf({ filter }: QueueFilter): Expression<Date | null> {
  return filter === 'scheduled' ? at.ref('p.publish_at') : at.ref('p.submitted_at');
}

/**
 * What a filter asks of a proposal `p`. The lists have partial indexes of their own; what is asked beside that is
 * looked up row by row of the queue, through keys, so that nothing else is read.
 */
export function conditionsOf(
  { filter, author, from, to, purpose: wanted }: QueueFilter,
  { person, fourEyes }: QueueReader,
): Expression<SqlBool> {
  const asked: Expression<SqlBool>[] = [at('p.state', '=', literal('in_review'))];
  if (filter === 'mine')
    asked.push(
      at.or([at('p.assigned_to', 'is', null), at('p.assigned_to', '=', person)]),
      at('p.publish_at', 'is', null),
    );
  if (filter === 'mine' && fourEyes) asked.push(isNoneOf(person, authors));
  if (filter === 'assigned') asked.push(at('p.assigned_to', 'is not', null), at('p.assigned_to', '=', person));
  if (filter === 'unassigned') asked.push(at('p.assigned_to', 'is', null));
  if (filter === 'small') asked.push(at.ref('p.is_small'), at('p.sized_revision_id', '=', at.ref('p.revision_id')));
  if (filter === 'scheduled') asked.push(at('p.publish_at', 'is not', null));
  if (filter === 'comments') asked.push(at(openThreads, '>', sql.lit(0)));
  if (author !== undefined) asked.push(isOneOf(author, authors));
  if (from !== undefined) asked.push(at(DAY, '>=', storedDay(from)));
  if (to !== undefined) asked.push(at(DAY, '<=', storedDay(to)));
  if (wanted !== undefined)
    asked.push(
      at(at.selectFrom('entry as e').select(purpose.as('purpose')).whereRef('e.id', '=', 'p.entry_id'), '=', wanted),
    );
  return at.and(asked);
}

/** The day of the text that a proposal asks for. */
const DAY = at.selectFrom('revision as d').select('d.day').whereRef('d.id', '=', 'p.revision_id').$asScalar();

/** Whether somebody is none of these people. */
export function isNoneOf(person: PersonId, people: Expression<PersonId[]>): Expression<SqlBool> {
  return sql<boolean>`${person}::int <> ALL(${people})`;
}

function isOneOf(person: number, people: Expression<PersonId[]>): Expression<SqlBool> {
  return sql<boolean>`${person}::int = ANY(${people})`;
}

/**
 * One kind of the queue: what of it a list lets through, with the time that it is in the order of and the id of its
 * address.
 */
export type QueueLane = {
  kind: ReviewKind;
  rows: Subquery<{ id: number; time: Date | null; address: number }>;
  asked: Expression<SqlBool>;
};

/** The lists that hold more than entries: a change is assigned to nobody. */
const LISTS_OF_ALL: readonly QueueFilter['filter'][] = [undefined, 'mine', 'unassigned'];

/** The kinds that a list of the queue holds. Days and purposes are of entries alone. */
export function lanesOf(filter: QueueFilter, reader: QueueReader): QueueLane[] {
  const isOfEntries =
    !LISTS_OF_ALL.includes(filter.filter) ||
    filter.from !== undefined ||
    filter.to !== undefined ||
    filter.purpose !== undefined;
  const lanes = [
    laneOfEntries(filter, reader),
    ...(isOfEntries ? [] : CHANGE_KINDS.map((kind) => laneOfChanges(kind, filter, reader))),
  ];
  return lanes.filter(({ kind }) => filter.kind === undefined || filter.kind === kind);
}

function laneOfEntries(filter: QueueFilter, reader: QueueReader): QueueLane {
  const asked = conditionsOf(filter, reader);
  const rows = at
    .selectFrom('proposal as p')
    .select(['p.id', sql<Date | null>`${orderOf(filter)}`.as('time'), 'p.entry_id as address'])
    .where(asked);
  return { kind: 'entry', rows, asked };
}

function laneOfChanges(
  kind: ChangeKind,
  { filter, author }: QueueFilter,
  { person, fourEyes }: QueueReader,
): QueueLane {
  const conditions: Expression<SqlBool>[] = [ofChange('p.state', '=', literal('in_review'))];
  if (filter === 'mine' && fourEyes) conditions.push(isNoneOf(person, ofChange.ref('p.authors')));
  if (author !== undefined) conditions.push(isOneOf(author, ofChange.ref('p.authors')));
  const asked = ofChange.and(conditions);
  const rows = at.selectFrom(CHANGES[kind].as('p')).select(['p.id', 'p.time', 'p.id as address']).where(asked);
  return { kind, rows, asked };
}

/** The times that everything of a kind is in the order of in a list, whether it waits or not. */
export function timesOf(kind: ReviewKind, filter: QueueFilter): Subquery<{ id: number; time: Date | null }> {
  if (kind !== 'entry') return at.selectFrom(CHANGES[kind].as('p')).select(['p.id', 'p.time']);
  return at.selectFrom('proposal as p').select(['p.id', sql<Date | null>`${orderOf(filter)}`.as('time')]);
}

/** What of a kind is behind a place, or before it. At one time, kinds are in their order. */
export function beside(
  kind: ReviewKind,
  side: 'behind' | 'before',
  place: Omit<QueueCursor, 'time'> & { time: Expression<Date | null> },
) {
  const sign = side === 'behind' ? sql`>` : sql`<`;
  const [own, other] = [REVIEW_KINDS.indexOf(kind), REVIEW_KINDS.indexOf(place.kind)];
  const id = own === other ? place.id : own < other ? LAST_ID : 0;
  return (row: { time: Expression<Date | null>; id: Expression<number> }) =>
    sql<boolean>`(${row.time}, ${row.id}) ${sign} (${place.time}, ${id}::int)`;
}

const LAST_ID = 2 ** 31 - 1;
