import { sql } from 'kysely';
import { allOf, CHANGES } from '../editorial/review/queries/queue-rows.ts';
import type { PersonId } from '../kernel/ids.ts';
import { changeTitle, CHANGE_KINDS as KINDS } from '../kernel/newsroom/review-item.ts';
import type { Store } from '../platform/database/database.ts';
import { kysely, type Statements } from '../platform/database/kysely.ts';
import { count } from '../platform/database/sql-values.ts';
import { CHANGES_REQUESTED, changes, OWN_CHANGES, WAITING_CHANGES } from './desk-changes.ts';
import type { DeskItem, DeskSection, Line } from './desk-line.ts';
import { assigned, followed, mine, published, scheduled, waiting } from './desk-lists.ts';
import { waitsFor } from './desk-rights.ts';

/** A list's first items, and whether there are more. */
export type DeskList = { items: DeskItem[]; more: boolean };

export type Desk = Record<DeskSection, DeskList>;

const SHORT = 10;
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
    'changes-requested': list('changes-requested'),
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
    mine('changes-requested', 'changes_requested', person, limit('changes-requested')),
    mine('drafts', 'draft', person, limit('drafts')),
    mine('in-review', 'in_review', person, limit('in-review')),
    assigned(person, limit('waiting')),
    waiting(person, limit('waiting')),
    ...changes(db, 'waiting', WAITING_CHANGES, person, limit('waiting')),
    ...changes(db, 'in-review', OWN_CHANGES, person, limit('in-review')),
    ...changes(db, 'changes-requested', CHANGES_REQUESTED, person, limit('changes-requested')),
    followed(person, limit('followed')),
    scheduled(limit('scheduled')),
    published(limit('published')),
  ]);
  return lists
    ? db.selectFrom(lists.as('lists')).selectAll().orderBy('place').orderBy('entry').orderBy('change').execute()
    : [];
}

/** How much waits for a review by this person, whatever it is; counts no further than `most`. */
export async function countWaiting(store: Store, person: PersonId, most = 100): Promise<number> {
  const db = kysely(store.prisma);
  const entries = db.selectFrom('proposal as p').select(sql.lit(1).as('one')).where(waitsFor(person));
  const others = KINDS.map((kind) =>
    db.selectFrom(CHANGES[kind].as('p')).select(sql.lit(1).as('one')).where(WAITING_CHANGES.which(person)),
  );
  const all = allOf(db, [entries, ...others]);
  if (!all) return 0;
  const row = await db.selectFrom(all.limit(most).as('found')).select(count.as('count')).executeTakeFirstOrThrow();
  return row.count;
}

function itemOf({ section: _section, place: _place, what, at: when, ...item }: Line): DeskItem {
  const headline = item.kind === 'entry' ? item.headline : changeTitle(item.kind, item.headline, what);
  return { ...item, headline, at: when.toISOString() };
}
