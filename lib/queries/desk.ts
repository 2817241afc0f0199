import type { Day } from '../domain/day.ts';
import type { Purpose } from '../domain/entry/purpose.ts';
import type { EventId, PersonId } from '../domain/ids.ts';
import type { Store } from '../store/database.ts';
import { Prisma } from '../store/generated/client.ts';
import { AUTHORS, PURPOSE } from '../store/proposal-columns.ts';

/** The lists of the desk. */
export type DeskSection = 'sent-back' | 'drafts' | 'in-review' | 'waiting' | 'published';

/** A line of the desk. `at` is when it came there (ISO); `by` who sent it back, or who asks; `reason` why it was sent back. */
export type DeskItem = { event: EventId; day: Day; topic: string; headline: string; at: string; by: string; reason: string | null; purpose: Purpose };

/** A list's first items, and whether there are more. */
export type DeskList = { items: DeskItem[]; more: boolean };

export type Desk = Record<DeskSection, DeskList>;

type Row = Omit<DeskItem, 'at'> & { section: DeskSection; place: bigint; at: Date };

const SHORT = 10;
const LONG = 200;

/**
 * The desk of a person in one query: each list reads its first rows from an index. `long` names a list to show further
 * down. What waits for review leaves out whatever the person wrote any part of.
 */
export async function readDesk(store: Store, person: PersonId, long?: DeskSection): Promise<Desk> {
  const limit = (section: DeskSection) => (section === long ? LONG : SHORT) + 1;
  const rows = await store.prisma.$queryRaw<Row[]>(Prisma.sql`
    SELECT * FROM (
      ${mine('sent-back', 'changes_requested', person, limit('sent-back'))}
      UNION ALL ${mine('drafts', 'draft', person, limit('drafts'))}
      UNION ALL ${mine('in-review', 'in_review', person, limit('in-review'))}
      UNION ALL ${waiting(person, limit('waiting'))}
      UNION ALL ${published(limit('published'))}) lists ORDER BY place`);
  const list = (section: DeskSection): DeskList => {
    const items = rows.filter((row) => row.section === section).map(itemOf);
    const most = limit(section) - 1;
    return { items: items.slice(0, most), more: items.length > most };
  };
  return { 'sent-back': list('sent-back'), drafts: list('drafts'), 'in-review': list('in-review'), waiting: list('waiting'), published: list('published') };
}

/** How many proposals wait for a review by this person; counts no further than `most`. */
export async function countWaiting(store: Store, person: PersonId, most = 100): Promise<number> {
  const [row] = await store.prisma.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (SELECT 1 FROM proposal p WHERE p.state = 'in_review' AND ${notWrittenBy(person)} LIMIT ${most}) found`;
  return row?.count ?? 0;
}

type Mine = 'changes_requested' | 'draft' | 'in_review';

/** The person's own proposals in a state, the last touched first. */
function mine(section: DeskSection, state: Mine, person: PersonId, limit: number): Prisma.Sql {
  return Prisma.sql`(SELECT row_number() OVER (ORDER BY p.updated_at DESC) AS place, ${section} AS section, r.event_id AS event, r.day::text AS day, r.topic, r.headline, p.updated_at AS at,
      coalesce(d.name, '') AS by, p.reason, ${PURPOSE} AS purpose
    FROM proposal p JOIN event e ON e.id = p.event_id JOIN revision r ON r.id = p.revision_id LEFT JOIN person d ON d.id = p.decided_by
   WHERE p.opened_by = ${person} AND p.state = ${state}::proposal_state
   ORDER BY p.updated_at DESC LIMIT ${limit})`;
}

function waiting(person: PersonId, limit: number): Prisma.Sql {
  return Prisma.sql`(SELECT row_number() OVER (ORDER BY p.submitted_at, p.id), 'waiting', r.event_id, r.day::text, r.topic, r.headline, p.submitted_at, o.name, NULL, ${PURPOSE}
    FROM proposal p JOIN event e ON e.id = p.event_id JOIN revision r ON r.id = p.revision_id JOIN person o ON o.id = p.opened_by
   WHERE p.state = 'in_review' AND ${notWrittenBy(person)}
   ORDER BY p.submitted_at, p.id LIMIT ${limit})`;
}

function published(limit: number): Prisma.Sql {
  return Prisma.sql`(SELECT row_number() OVER (ORDER BY e.published_at DESC, e.id DESC), 'published', e.id, e.day::text, r.topic, r.headline, e.published_at, a.name, NULL, 'new'
    FROM (SELECT * FROM event WHERE published_at IS NOT NULL AND published_revision_id IS NOT NULL ORDER BY published_at DESC, id DESC LIMIT ${limit}) e
    JOIN revision r ON r.id = e.published_revision_id JOIN person a ON a.id = r.author_id
   ORDER BY e.published_at DESC, e.id DESC)`;
}

/** Asked of one proposal at a time, through an index: as an anti-join, the planner would rather read every revision. */
function notWrittenBy(person: PersonId): Prisma.Sql {
  return Prisma.sql`${person} <> ALL(${AUTHORS})`;
}

function itemOf({ event, day, topic, headline, at, by, reason, purpose }: Row): DeskItem {
  return { event, day, topic, headline, at: at.toISOString(), by, reason, purpose };
}
