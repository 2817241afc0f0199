import type { Day } from '../domain/day.ts';
import type { EventId } from '../domain/ids.ts';
import { CARE_STATUSES, type CareStatus, type SourceCursor } from '../schemas/sources.ts';
import type { Store } from '../store/database.ts';
import { Prisma } from '../store/generated/client.ts';
import { CURRENT } from './evidence.ts';

/** An entry that has an address now. */
type SourceEntry = { event: EventId; day: Day; title: string; name: string; published: boolean };

/** An address that somebody may have to look after, with the entries that have it: five of them, and how many more there are. */
export type ListedSource = {
  id: number;
  url: string;
  status: CareStatus;
  since: string;
  httpStatus: number | null;
  redirect: string | null;
  problem: string | null;
  checkedAt: string | null;
  nextCheckAt: string | null;
  seenAt: string | null;
  archived: string | null;
  entries: SourceEntry[];
  more: number;
};

export type SourcesPage = { items: ListedSource[]; next: string | null };
type Filter = { status?: CareStatus | undefined; cursor?: SourceCursor | undefined; limit?: number | undefined };
type Instant = 'since' | 'checkedAt' | 'nextCheckAt' | 'seenAt';
type Row = Omit<ListedSource, Instant | 'more'> & { since: Date; checkedAt: Date | null; nextCheckAt: Date | null; seenAt: Date | null; n: number };

const USUAL_PAGE = 25;
const ENTRIES_NAMED = 5;

/** Addresses of current texts that are dead (or as `status` says), those that came to it last first. */
export async function listSources(store: Store, { status = 'dead', cursor, limit = USUAL_PAGE }: Filter = {}): Promise<SourcesPage> {
  const after = cursor ? Prisma.sql`AND (a.status_at, a.id) < (${new Date(cursor.at)}::timestamptz, ${cursor.id}::int)` : Prisma.empty;
  const rows = await store.prisma.$queryRaw<Row[]>`
    SELECT a.id, a.url, a.status::text AS status, a.status_at AS since, a.http_status AS "httpStatus", a.redirect, a.problem, a.checked_at AS "checkedAt",
        a.next_check_at AS "nextCheckAt", a.seen_at AS "seenAt", a.archived, u.entries, u.n
      FROM source_address a CROSS JOIN LATERAL (
        SELECT count(*)::int AS n, jsonb_path_query_array(jsonb_agg(entry ORDER BY day DESC, event DESC), ${`$[0 to ${ENTRIES_NAMED - 1}]`}::jsonpath) AS entries FROM (
          SELECT e.id AS event, e.day, jsonb_build_object('event', e.id, 'day', e.day::text, 'title', e.title, 'name', max(s.name), 'published', bool_or(e.published_revision_id = s.revision_id) IS TRUE) AS entry
            FROM source_use s JOIN event e ON e.id = s.event_id WHERE s.address_id = a.id AND ${CURRENT} GROUP BY e.id) f) u
     WHERE a.status = ${status}::address_status AND a.status IN ('dead', 'redirected', 'unreachable', 'refused') AND u.n > 0 ${after}
     ORDER BY a.status_at DESC, a.id DESC LIMIT ${limit + 1}`;
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { items: page.map(listed), next: rows.length > limit && last ? `${last.since.getTime()}.${last.id}` : null };
}

/** How many addresses of current texts stand in each way, each counted up to `most`. */
export async function countSources(store: Store, most = 100): Promise<Record<CareStatus, number>> {
  const rows = await store.prisma.$queryRaw<{ status: CareStatus; n: number }[]>`
    SELECT k.status::text AS status, (SELECT count(*)::int FROM (SELECT 1 FROM source_address a
        WHERE a.status = k.status AND a.status IN ('dead', 'redirected', 'unreachable', 'refused')
          AND EXISTS (SELECT FROM source_use s WHERE s.address_id = a.id AND ${CURRENT}) LIMIT ${most}) found) AS n
      FROM unnest(${[...CARE_STATUSES]}::address_status[]) AS k (status)`;
  return Object.fromEntries(rows.map(({ status, n }) => [status, n])) as Record<CareStatus, number>;
}

function listed({ n, ...row }: Row): ListedSource {
  return {
    ...row,
    since: row.since.toISOString(),
    checkedAt: row.checkedAt?.toISOString() ?? null,
    nextCheckAt: row.nextCheckAt?.toISOString() ?? null,
    seenAt: row.seenAt?.toISOString() ?? null,
    more: n - row.entries.length,
  };
}
