import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely';
import { CHANGES, type ChangeRow, type Subquery } from '../editorial/review/queries/queue-rows.ts';
import type { PersonId } from '../kernel/ids.ts';
import { type ChangeKind, CHANGE_KINDS as KINDS } from '../kernel/newsroom/review-item.ts';
import type { Statements } from '../platform/database/kysely.ts';
import { literal } from '../platform/database/sql-values.ts';
import { type DeskSection, inOrder, type Line, line } from './desk-line.ts';
import { mayDecide } from './desk-rights.ts';

/** Which changes a list holds, and by which of their times, newest or oldest first. */
type ChangeList = {
  kinds: readonly ChangeKind[];
  at: 'time' | 'decidedAt';
  newestFirst: boolean;
  which(person: PersonId): Expression<SqlBool>;
};

const ofChange = expressionBuilder<{ p: ChangeRow }, 'p'>();

/** What waits for this person. */
export const WAITING_CHANGES: ChangeList = {
  kinds: KINDS,
  at: 'time',
  newestFirst: false,
  which: (person) =>
    ofChange.and([ofChange('p.state', '=', literal('in_review')), mayDecide(person, ofChange.ref('p.authors'))]),
};

/** What this person asked for and waits. */
export const OWN_CHANGES: ChangeList = {
  kinds: KINDS,
  at: 'time',
  newestFirst: true,
  which: (person) => ofChange.and([ofChange('p.state', '=', literal('in_review')), ofChange('p.asker', '=', person)]),
};

/** A page of prose is never returned for changes. */
export const CHANGES_REQUESTED: ChangeList = {
  kinds: ['context'],
  at: 'decidedAt',
  newestFirst: true,
  which: (person) =>
    ofChange.and([ofChange('p.state', '=', literal('changes_requested')), ofChange('p.asker', '=', person)]),
};

/** The changes of a list of the desk, of every kind. */
export function changes(
  db: Statements,
  section: DeskSection,
  list: ChangeList,
  person: PersonId,
  limit: number,
): Subquery<Line>[] {
  const way = list.newestFirst ? 'desc' : 'asc';
  return list.kinds.map((kind) =>
    db
      .selectFrom(CHANGES[kind].as('p'))
      .select((eb) => {
        const time = eb.ref(`p.${list.at}`).$notNull();
        const who = eb
          .selectFrom('person as who')
          .select('who.name')
          .where('who.id', '=', eb.ref(section === 'changes-requested' ? 'p.decidedBy' : 'p.asker'));
        return line(section, kind, {
          place: list.newestFirst ? sql`-${inOrder(time)}` : inOrder(time),
          change: eb.ref('p.id'),
          what: eb.ref('p.what'),
          headline: eb.ref('p.name'),
          at: time,
          by: sql`coalesce(${who}, '')`,
          reason: eb.ref('p.reason'),
        });
      })
      .where(list.which(person))
      .orderBy(`p.${list.at}`, way)
      .orderBy('p.id', way)
      .limit(limit),
  );
}
