import { type Expression, type ExpressionBuilder, expressionBuilder, type RawBuilder, type SqlBool, sql } from 'kysely';
import { isNoneOf } from '../editorial/review/queries/queue-conditions.ts';
import { allOf, CHANGES, type ChangeRow, type Subquery } from '../editorial/review/queries/queue-rows.ts';
import type { PersonId } from '../kernel/ids.ts';
import { type ChangeKind, changeTitle, CHANGE_KINDS as KINDS } from '../kernel/newsroom/review-item.ts';
import type { Store } from '../platform/database/database.ts';
import { kysely, type Statements } from '../platform/database/kysely.ts';
import { authors, openThreads, purpose } from '../platform/database/proposal-expressions.ts';
import { asDay, count, literal } from '../platform/database/sql-values.ts';
import type { Tables } from '../platform/database/tables.ts';
import { type DeskItem, type DeskSection, type Line, line } from './desk-line.ts';

/** A list's first items, and whether there are more. */
export type DeskList = { items: DeskItem[]; more: boolean };

export type Desk = Record<DeskSection, DeskList>;

const SHORT = 10;
/** What happened to one followed entry again and again is one line; so many notices are looked through for others. */
const FOLLOWED_LOOKED_AT = 100;
const LONG = 200;

/**
 * The desk of a person in one query: each list reads its first rows from an index. `long` names a list to show further
 * down. What waits for review leaves out whatever the person wrote any part of, as long as the newsroom reviews with
 * four eyes.
 */
export async function readDesk(store: Store, person: PersonId, long?: DeskSection): Promise<Desk> {
  const limit = (section: DeskSection) => (section === long ? LONG : SHORT) + 1;
  const rows = await readLines(kysely(store.prisma), person, limit);
  const list = (section: DeskSection): DeskList => {
    const items = rows.filter((row) => row.section === section).map(itemOf);
    const most = limit(section) - 1;
    return { items: items.slice(0, most), more: items.length > most };
  };
  return {
    'sent-back': list('sent-back'),
    drafts: list('drafts'),
    'in-review': list('in-review'),
    waiting: list('waiting'),
    followed: list('followed'),
    scheduled: list('scheduled'),
    published: list('published'),
  };
}

async function readLines(db: Statements, person: PersonId, limit: (section: DeskSection) => number) {
  const lists = allOf<Line>(db, [
    mine('sent-back', 'changes_requested', person, limit('sent-back')),
    mine('drafts', 'draft', person, limit('drafts')),
    mine('in-review', 'in_review', person, limit('in-review')),
    assigned(person, limit('waiting')),
    waiting(person, limit('waiting')),
    ...changes(db, 'waiting', waitingChanges, person, limit('waiting')),
    ...changes(db, 'in-review', OWN_CHANGES, person, limit('in-review')),
    ...changes(db, 'sent-back', SENT_BACK, person, limit('sent-back')),
    followed(person, limit('followed')),
    scheduled(limit('scheduled')),
    published(limit('published')),
  ]);
  return lists
    ? db.selectFrom(lists.as('lists')).selectAll().orderBy('place').orderBy('event').orderBy('change').execute()
    : [];
}

/** How much waits for a review by this person, whatever it is; counts no further than `most`. */
export async function countWaiting(store: Store, person: PersonId, most = 100): Promise<number> {
  const db = kysely(store.prisma);
  const entries = at.selectFrom('proposal as p').select(sql.lit(1).as('one')).where(waitsFor(person));
  const others = KINDS.map((kind) =>
    db.selectFrom(CHANGES[kind].as('p')).select(sql.lit(1).as('one')).where(waitingChanges.which(person)),
  );
  const all = allOf(db, [entries, ...others]);
  if (!all) return 0;
  const row = await db.selectFrom(all.limit(most).as('found')).select(count.as('count')).executeTakeFirstOrThrow();
  return row.count;
}

type Mine = 'changes_requested' | 'draft' | 'in_review';

const at = expressionBuilder<Tables, never>();

/** Proposals `p` with what lists say of them. */
const ofProposals = at
  .selectFrom('proposal as p')
  .innerJoin('event as e', 'e.id', 'p.event_id')
  .innerJoin('revision as r', 'r.id', 'p.revision_id')
  .leftJoin('person as a', 'a.id', 'p.assigned_to');

/** The person's own proposals in a state, the last touched first. */
function mine(section: DeskSection, state: Mine, person: PersonId, limit: number): Subquery<Line> {
  return ofProposals
    .leftJoin('person as d', 'd.id', 'p.decided_by')
    .select((eb) =>
      line(section, 'entry', {
        place: sql`-${ms(eb.ref('p.updated_at'))}`,
        event: eb.ref('r.event_id'),
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

/** What was given to this person stands before everything else that waits. */
function assigned(person: PersonId, limit: number): Subquery<Line> {
  return asked(FIRST, limit, (given) => given('p.assigned_to', '=', person), person);
}

function waiting(person: PersonId, limit: number): Subquery<Line> {
  return asked(0, limit, (given) => given('p.assigned_to', 'is distinct from', person), person);
}

type Given = ExpressionBuilder<Tables & { p: Tables['proposal'] }, 'p'>;

function asked(
  before: number,
  limit: number,
  which: (given: Given) => Expression<SqlBool>,
  person: PersonId,
): Subquery<Line> {
  return ofProposals
    .innerJoin('person as o', 'o.id', 'p.opened_by')
    .select((eb) =>
      line('waiting', 'entry', {
        place: sql`${ms(eb.ref('p.submitted_at'))} - ${before}::bigint`,
        event: eb.ref('r.event_id'),
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

/** Which changes a list holds, and by which of their times, newest or oldest first. */
type ChangeList = {
  kinds: readonly ChangeKind[];
  at: 'time' | 'decidedAt';
  newestFirst: boolean;
  which(person: PersonId): Expression<SqlBool>;
};

const ofChange = expressionBuilder<{ p: ChangeRow }, 'p'>();

const waitingChanges: ChangeList = {
  kinds: KINDS,
  at: 'time',
  newestFirst: false,
  which: (person) =>
    ofChange.and([ofChange('p.state', '=', literal('in_review')), mayDecide(person, ofChange.ref('p.authors'))]),
};

const OWN_CHANGES: ChangeList = {
  kinds: KINDS,
  at: 'time',
  newestFirst: true,
  which: (person) => ofChange.and([ofChange('p.state', '=', literal('in_review')), ofChange('p.asker', '=', person)]),
};

/** A page of prose is never sent back. */
const SENT_BACK: ChangeList = {
  kinds: ['context'],
  at: 'decidedAt',
  newestFirst: true,
  which: (person) =>
    ofChange.and([ofChange('p.state', '=', literal('changes_requested')), ofChange('p.asker', '=', person)]),
};

/** The changes of a list of the desk, of every kind. */
function changes(
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
          .where('who.id', '=', eb.ref(section === 'sent-back' ? 'p.decidedBy' : 'p.asker'));
        return line(section, kind, {
          place: list.newestFirst ? sql`-${ms(time)}` : ms(time),
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

/** The last unread notice of each followed entry. */
function followed(person: PersonId, limit: number): Subquery<Line> {
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
    .innerJoin('audit_fact as f', 'f.id', 'n.fact_id')
    .distinctOn('f.event_id')
    .select(['n.id', 'n.fact_id'])
    .where('f.event_id', 'is not', null)
    .orderBy('f.event_id')
    .orderBy('n.id', 'desc');
  return at
    .selectFrom(last.as('n'))
    .innerJoin('audit_fact as f', 'f.id', 'n.fact_id')
    .innerJoin('event as e', 'e.id', 'f.event_id')
    .leftJoin('person as a', 'a.id', 'f.actor_id')
    .select((eb) =>
      line('followed', 'entry', {
        place: sql`-${eb.ref('n.id')}::bigint`,
        event: eb.ref('e.id'),
        day: asDay(eb.ref('e.day')),
        headline: eb.ref('e.title'),
        at: eb.ref('f.at'),
        by: eb.fn.coalesce('a.name', sql.lit('')),
        verb: eb.ref('f.verb'),
        notice: eb.ref('n.id'),
      }),
    )
    .orderBy('n.id', 'desc')
    .limit(limit);
}

/** What was approved for later, the next first. */
function scheduled(limit: number): Subquery<Line> {
  return at
    .selectFrom('proposal as p')
    .innerJoin('event as e', 'e.id', 'p.event_id')
    .innerJoin('revision as r', 'r.id', 'p.revision_id')
    .innerJoin('person as s', 's.id', 'p.scheduled_by')
    .select((eb) =>
      line('scheduled', 'entry', {
        place: sql`row_number() OVER (ORDER BY ${eb.ref('p.publish_at')}, ${eb.ref('p.id')})`,
        event: eb.ref('r.event_id'),
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

function published(limit: number): Subquery<Line> {
  const newest = at
    .selectFrom('event')
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
          .where('u.event_id', '=', eb.ref('e.id'))
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
        event: eb.ref('e.id'),
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

/**
 * Of a proposal `p`: that this person may review it now. Its authors are asked of one proposal at a time, through an
 * index: as an anti-join, the planner would rather read every revision.
 */
function waitsFor(person: PersonId): Expression<SqlBool> {
  const given: Given = expressionBuilder();
  return given.and([
    given('p.state', '=', literal('in_review')),
    given('p.publish_at', 'is', null),
    mayDecide(person, authors),
  ]);
}

/** Whether the newsroom lets somebody decide on what these people wrote. */
function mayDecide(person: PersonId, people: Expression<PersonId[]>): Expression<SqlBool> {
  return at.or([sql<boolean>`NOT ${at.selectFrom('newsroom_settings').select('four_eyes')}`, isNoneOf(person, people)]);
}

/** A time as what a list is in the order of. */
function ms(time: Expression<Date | null>): RawBuilder<bigint> {
  return sql<bigint>`(extract(epoch FROM ${time}) * 1000)::bigint`;
}

/** What was given to somebody stands this much before what was not. */
const FIRST = 10 ** 15;

function itemOf({ section: _section, place: _place, what, at: when, ...item }: Line): DeskItem {
  const headline = item.kind === 'entry' ? item.headline : changeTitle(item.kind, item.headline, what);
  return { ...item, headline, at: when.toISOString() };
}
