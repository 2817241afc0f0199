import type { Day } from '../domain/day.ts';
import type { Purpose } from '../domain/entry/purpose.ts';
import type { EventId, PersonId } from '../domain/ids.ts';
import type { Store } from '../store/database.ts';
import { Prisma } from '../store/generated/client.ts';
import { AUTHORS, PURPOSE } from '../store/proposal-columns.ts';

/** The lists of the desk. */
export type DeskSection = 'waiting' | 'sent-back' | 'drafts' | 'in-review' | 'followed' | 'scheduled' | 'published';

/**
 * A line of the desk. `at` is when it came there, or when it will be published (ISO); `by` who sent it back, or who asks;
 * `reason` why it was sent back; `comments` how many discussions are open; `assigned` to whom the review was given;
 * `verb` what happened to an entry that is followed, `notice` the notice that tells it.
 */
export type DeskItem = {
  event: EventId;
  day: Day;
  topic: string;
  headline: string;
  at: string;
  by: string;
  reason: string | null;
  purpose: Purpose;
  comments: number;
  assigned: string | null;
  verb: string | null;
  notice: number | null;
};

/** A list's first items, and whether there are more. */
export type DeskList = { items: DeskItem[]; more: boolean };

export type Desk = Record<DeskSection, DeskList>;

type Row = Omit<DeskItem, 'at'> & { section: DeskSection; place: bigint; at: Date };

const SHORT = 10;
/** What happened to one followed entry again and again is one line; so many notices are looked through for others. */
const FOLLOWED_LOOKED_AT = 100;
const LONG = 200;

/**
 * The desk of a person in one query: each list reads its first rows from an index. `long` names a list to show further
 * down. What waits for review leaves out whatever the person wrote any part of, as long as the newsroom reviews with four eyes.
 */
export async function readDesk(store: Store, person: PersonId, long?: DeskSection): Promise<Desk> {
  const limit = (section: DeskSection) => (section === long ? LONG : SHORT) + 1;
  const rows = await store.prisma.$queryRaw<Row[]>(Prisma.sql`
    SELECT * FROM (
      ${mine('sent-back', 'changes_requested', person, limit('sent-back'))}
      UNION ALL ${mine('drafts', 'draft', person, limit('drafts'))}
      UNION ALL ${mine('in-review', 'in_review', person, limit('in-review'))}
      UNION ALL ${assigned(person, limit('waiting'))}
      UNION ALL ${waiting(person, limit('waiting'))}
      UNION ALL ${followed(person, limit('followed'))}
      UNION ALL ${scheduled(limit('scheduled'))}
      UNION ALL ${published(limit('published'))}) lists ORDER BY place`);
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

/** How many proposals wait for a review by this person; counts no further than `most`. */
export async function countWaiting(store: Store, person: PersonId, most = 100): Promise<number> {
  const [row] = await store.prisma.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (SELECT 1 FROM proposal p WHERE ${waitsFor(person)} LIMIT ${most}) found`;
  return row?.count ?? 0;
}

type Mine = 'changes_requested' | 'draft' | 'in_review';

/** The person's own proposals in a state, the last touched first. */
function mine(section: DeskSection, state: Mine, person: PersonId, limit: number): Prisma.Sql {
  return Prisma.sql`(SELECT row_number() OVER (ORDER BY p.updated_at DESC) AS place, ${section} AS section, r.event_id AS event, r.day::text AS day, r.topic, r.headline, p.updated_at AS at,
      coalesce(d.name, '') AS by, p.reason, ${PURPOSE} AS purpose, ${OPEN_THREADS} AS comments, a.name AS assigned, NULL AS verb, NULL::int AS notice
    FROM proposal p JOIN event e ON e.id = p.event_id JOIN revision r ON r.id = p.revision_id LEFT JOIN person d ON d.id = p.decided_by LEFT JOIN person a ON a.id = p.assigned_to
   WHERE p.opened_by = ${person} AND p.state = ${state}::proposal_state
   ORDER BY p.updated_at DESC LIMIT ${limit})`;
}

/** What was given to this person stands before everything else that waits. */
function assigned(person: PersonId, limit: number): Prisma.Sql {
  return asked(Prisma.sql`row_number() OVER (ORDER BY p.submitted_at, p.id) - 1000000`, Prisma.sql`p.assigned_to = ${person} AND ${waitsFor(person)}`, limit);
}

function waiting(person: PersonId, limit: number): Prisma.Sql {
  return asked(Prisma.sql`row_number() OVER (ORDER BY p.submitted_at, p.id)`, Prisma.sql`p.assigned_to IS DISTINCT FROM ${person} AND ${waitsFor(person)}`, limit);
}

function asked(place: Prisma.Sql, which: Prisma.Sql, limit: number): Prisma.Sql {
  return Prisma.sql`(SELECT ${place}, 'waiting', r.event_id, r.day::text, r.topic, r.headline, p.submitted_at, o.name, NULL, ${PURPOSE}, ${OPEN_THREADS}, a.name, NULL, NULL
    FROM proposal p JOIN event e ON e.id = p.event_id JOIN revision r ON r.id = p.revision_id JOIN person o ON o.id = p.opened_by LEFT JOIN person a ON a.id = p.assigned_to
   WHERE ${which} ORDER BY p.submitted_at, p.id LIMIT ${limit})`;
}

/** The last unread notice of each followed entry. */
function followed(person: PersonId, limit: number): Prisma.Sql {
  return Prisma.sql`(SELECT row_number() OVER (ORDER BY n.id DESC), 'followed', e.id, e.day::text, '', e.title, f.at, coalesce(a.name, ''), NULL, 'new', 0, NULL, f.verb, n.id
    FROM (SELECT DISTINCT ON (f.event_id) n.id, n.fact_id
            FROM (SELECT * FROM notification WHERE person_id = ${person} AND kind = 'followed' AND read_at IS NULL ORDER BY id DESC LIMIT ${FOLLOWED_LOOKED_AT}) n
            JOIN audit_fact f ON f.id = n.fact_id WHERE f.event_id IS NOT NULL ORDER BY f.event_id, n.id DESC) n
    JOIN audit_fact f ON f.id = n.fact_id JOIN event e ON e.id = f.event_id LEFT JOIN person a ON a.id = f.actor_id
   ORDER BY n.id DESC LIMIT ${limit})`;
}

/** What was approved for later, the next first. */
function scheduled(limit: number): Prisma.Sql {
  return Prisma.sql`(SELECT row_number() OVER (ORDER BY p.publish_at, p.id), 'scheduled', r.event_id, r.day::text, r.topic, r.headline, p.publish_at, s.name, NULL, ${PURPOSE}, 0, NULL, NULL, NULL
    FROM proposal p JOIN event e ON e.id = p.event_id JOIN revision r ON r.id = p.revision_id JOIN person s ON s.id = p.scheduled_by
   WHERE p.publish_at IS NOT NULL ORDER BY p.publish_at, p.id LIMIT ${limit})`;
}

function published(limit: number): Prisma.Sql {
  return Prisma.sql`(SELECT row_number() OVER (ORDER BY e.published_at DESC, e.id DESC), 'published', e.id, e.day::text, r.topic, r.headline, e.published_at, a.name, NULL, 'new', 0, NULL, NULL, NULL
    FROM (SELECT * FROM event WHERE published_at IS NOT NULL AND published_revision_id IS NOT NULL ORDER BY published_at DESC, id DESC LIMIT ${limit}) e
    JOIN revision r ON r.id = e.published_revision_id JOIN person a ON a.id = r.author_id
   ORDER BY e.published_at DESC, e.id DESC)`;
}

/** Discussions of a proposal `p` that nobody resolved. */
const OPEN_THREADS = Prisma.sql`(SELECT count(*)::int FROM comment_thread open WHERE open.proposal_id = p.id AND open.resolved_at IS NULL)`;

/**
 * Of a proposal `p`: that this person may review it now. Its authors are asked of one proposal at a time, through an index: as
 * an anti-join, the planner would rather read every revision.
 */
function waitsFor(person: PersonId): Prisma.Sql {
  return Prisma.sql`p.state = 'in_review' AND p.publish_at IS NULL AND (NOT (SELECT four_eyes FROM newsroom_settings) OR ${person} <> ALL(${AUTHORS}))`;
}

function itemOf({ section: _section, place: _place, at, ...item }: Row): DeskItem {
  return { ...item, at: at.toISOString() };
}
