import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely';
import type { Subquery } from '../editorial/review/queries/queue-rows.ts';
import type { PersonId } from '../kernel/ids.ts';
import { openThreads, purpose } from '../platform/database/proposal-expressions.ts';
import { asDay, literal } from '../platform/database/sql-values.ts';
import type { Tables } from '../platform/database/tables.ts';
import { type DeskSection, inOrder, type Line, line } from './desk-line.ts';
import { type ProposalColumns, waitsFor } from './desk-rights.ts';

/** What happened to one followed entry again and again is one line; so many notices are looked through for others. */
const FOLLOWED_LOOKED_AT = 100;
/** What was given to somebody is this much before what was not. */
const FIRST = 10 ** 15;

const at = expressionBuilder<Tables, never>();

type OwnState = 'changes_requested' | 'draft' | 'in_review';

/** Proposals `p` with what lists say about them. */
const ofProposals = at
  .selectFrom('proposal as p')
  .innerJoin('entry as e', 'e.id', 'p.entry_id')
  .innerJoin('revision as r', 'r.id', 'p.revision_id')
  .leftJoin('person as a', 'a.id', 'p.assigned_to');

/** The person's own proposals in a state, the last touched first. */
export function mine(section: DeskSection, state: OwnState, person: PersonId, limit: number): Subquery<Line> {
  return ofProposals
    .leftJoin('person as d', 'd.id', 'p.decided_by')
    .select((eb) =>
      line(section, 'entry', {
        place: sql`-${inOrder(eb.ref('p.updated_at'))}`,
        entry: eb.ref('r.entry_id'),
        day: asDay(eb.ref('r.day')),
        topic: eb.ref('r.topic'),
        headline: eb.ref('r.headline'),
        at: eb.ref('p.updated_at'),
        by: eb.fn.coalesce('d.name', sql.lit('')),
        reason: eb.ref('p.reason'),
        purpose,
        comments: openThreads,
        assigned: eb.ref('a.name'),
      }),
    )
    .where('p.opened_by', '=', person)
    .where('p.state', '=', literal(state))
    .orderBy('p.updated_at', 'desc')
    .limit(limit);
}

/** What was given to this person is before everything else that waits. */
export function assigned(person: PersonId, limit: number): Subquery<Line> {
  return asked(FIRST, limit, (given) => given('p.assigned_to', '=', person), person);
}

/** The rest of what waits for this person. */
export function waiting(person: PersonId, limit: number): Subquery<Line> {
  return asked(0, limit, (given) => given('p.assigned_to', 'is distinct from', person), person);
}

function asked(
  before: number,
  limit: number,
  which: (given: ProposalColumns) => Expression<SqlBool>,
  person: PersonId,
): Subquery<Line> {
  return ofProposals
    .innerJoin('person as o', 'o.id', 'p.opened_by')
    .select((eb) =>
      line('waiting', 'entry', {
        place: sql`${inOrder(eb.ref('p.submitted_at'))} - ${before}::bigint`,
        entry: eb.ref('r.entry_id'),
        day: asDay(eb.ref('r.day')),
        topic: eb.ref('r.topic'),
        headline: eb.ref('r.headline'),
        at: eb.ref('p.submitted_at').$notNull(),
        by: eb.ref('o.name'),
        purpose,
        comments: openThreads,
        assigned: eb.ref('a.name'),
      }),
    )
    .where(which(expressionBuilder()))
    .where(waitsFor(person))
    .orderBy('p.submitted_at')
    .orderBy('p.id')
    .limit(limit);
}

/** The last unread notice of each followed entry. */
export function followed(person: PersonId, limit: number): Subquery<Line> {
  const unread = at
    .selectFrom('notification')
    .selectAll()
    .where('person_id', '=', person)
    .where('kind', '=', literal('followed'))
    .where('read_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(FOLLOWED_LOOKED_AT);
  const last = at
    .selectFrom(unread.as('n'))
    .innerJoin('audit_event as f', 'f.id', 'n.audit_event_id')
    .distinctOn('f.entry_id')
    .select(['n.id', 'n.audit_event_id'])
    .where('f.entry_id', 'is not', null)
    .orderBy('f.entry_id')
    .orderBy('n.id', 'desc');
  return at
    .selectFrom(last.as('n'))
    .innerJoin('audit_event as f', 'f.id', 'n.audit_event_id')
    .innerJoin('entry as e', 'e.id', 'f.entry_id')
    .leftJoin('person as a', 'a.id', 'f.actor_id')
    .select((eb) =>
      line('followed', 'entry', {
        place: sql`-${eb.ref('n.id')}::bigint`,
        entry: eb.ref('e.id'),
        day: asDay(eb.ref('e.day')),
        headline: eb.ref('e.title'),
        at: eb.ref('f.at'),
        by: eb.fn.coalesce('a.name', sql.lit('')),
        type: eb.ref('f.type'),
        notice: eb.ref('n.id'),
      }),
    )
    .orderBy('n.id', 'desc')
    .limit(limit);
}

/** What was approved for later, the next first. */
export function scheduled(limit: number): Subquery<Line> {
  return at
    .selectFrom('proposal as p')
    .innerJoin('entry as e', 'e.id', 'p.entry_id')
    .innerJoin('revision as r', 'r.id', 'p.revision_id')
    .innerJoin('person as s', 's.id', 'p.scheduled_by')
    .select((eb) =>
      line('scheduled', 'entry', {
        place: sql`row_number() OVER (ORDER BY ${eb.ref('p.publish_at')}, ${eb.ref('p.id')})`,
        entry: eb.ref('r.entry_id'),
        day: asDay(eb.ref('r.day')),
        topic: eb.ref('r.topic'),
        headline: eb.ref('r.headline'),
        at: eb.ref('p.publish_at').$notNull(),
        by: eb.ref('s.name'),
        purpose,
      }),
    )
    .where('p.publish_at', 'is not', null)
    .orderBy('p.publish_at')
    .orderBy('p.id')
    .limit(limit);
}

/** What readers saw last. */
export function published(limit: number): Subquery<Line> {
  const newest = at
    .selectFrom('entry')
    .selectAll()
    .where('published_at', 'is not', null)
    .where('published_revision_id', 'is not', null)
    .orderBy('published_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit);
  return at
    .selectFrom(newest.as('e'))
    .innerJoin('revision as r', 'r.id', 'e.published_revision_id')
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('publication as u')
          .select('u.approved_by')
          .where('u.entry_id', '=', eb.ref('e.id'))
          .where('u.revision_id', '=', eb.ref('r.id'))
          .orderBy('u.id', 'desc')
          .limit(1)
          .as('u'),
      (on) => on.onTrue(),
    )
    .innerJoin('person as a', 'a.id', 'u.approved_by')
    .select((eb) =>
      line('published', 'entry', {
        place: sql`row_number() OVER (ORDER BY ${eb.ref('e.published_at')} DESC, ${eb.ref('e.id')} DESC)`,
        entry: eb.ref('e.id'),
        day: asDay(eb.ref('e.day')),
        topic: eb.ref('r.topic'),
        headline: eb.ref('r.headline'),
        at: eb.ref('e.published_at').$notNull(),
        by: eb.ref('a.name'),
      }),
    )
    .orderBy('e.published_at', 'desc')
    .orderBy('e.id', 'desc');
}
