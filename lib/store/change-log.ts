import type pg from 'pg';
import type { Day } from '../domain/day.ts';
import type { EventId } from '../domain/ids.ts';
import { dayPath } from '../layout/paths.ts';
import { Prisma } from './generated/client.ts';

/** Who listens here is told that the archive changed, as soon as the change is committed. */
export const ARCHIVE_CHANNEL = 'dateline_archive';

/**
 * The first part of a statement that changes what readers see: locks the archive's one row of state until the commit, and
 * gives out as many positions of the log as the statement uses. It belongs into a transaction's last statement. Instants
 * are taken under that lock, so that their order is the order of the commits.
 */
export function raised(by: number): Prisma.Sql {
  return Prisma.sql`state AS (UPDATE archive_state SET position = position + ${by} RETURNING position, date_trunc('milliseconds', clock_timestamp()) AS at)`;
}

/** A later part: the event's page changed. `publication` selects the publication's id; `before` counts the changes that come after it in the statement. */
export function eventLogged(kind: 'published' | 'updated', page: { event: EventId; path: string; day: Day }, publication: Prisma.Sql, before: number): Prisma.Sql {
  return Prisma.sql`event_logged AS (INSERT INTO archive_change (position, at, kind, path, day, event_id, publication_id)
    SELECT position - ${before}::int, at, ${kind}::change_kind, ${page.path}, ${page.day}::date, ${page.event}::int, (${publication}) FROM state)`;
}

/** A later part: there is no page at a path any more; its readers are sent to `redirect`, a path of the tree, where there is one. */
export function withdrawalLogged(page: { event: EventId; path: string; day: Day; redirect?: string | undefined }, before: number): Prisma.Sql {
  return Prisma.sql`gone_logged AS (INSERT INTO archive_change (position, at, kind, path, day, event_id, redirect)
    SELECT position - ${before}::int, at, 'withdrawn', ${page.path}, ${page.day}::date, ${page.event}::int, ${page.redirect ?? null} FROM state)`;
}

/** A later part: the day got another order, the one whose id the part named `order` returns. */
export function dayLogged(day: Day, order: Prisma.Sql, before: number): Prisma.Sql {
  return Prisma.sql`${order}_logged AS (INSERT INTO archive_change (position, at, kind, path, day, order_id)
    SELECT position - ${before}::int, at, 'day', ${dayPath(day)}, ${day}::date, (SELECT id FROM ${order}) FROM state)`;
}

/** The end of such a statement: tells whoever listens. */
export const TOLD = Prisma.sql`SELECT pg_notify(${ARCHIVE_CHANNEL}, position::text)::text FROM state`;

/** Where the sequences stood when a long transaction began: what it adds itself comes after. */
export type Mark = { publication: number; order: number; prose: number };

/** Marks the beginning of a long transaction that will call `logSince`. */
export async function markLog(client: pg.ClientBase): Promise<Mark> {
  const { rows } = await client.query<Mark>(
    'SELECT (SELECT last_value FROM publication_id_seq)::int AS publication, (SELECT last_value FROM day_order_id_seq)::int AS order, (SELECT last_value FROM prose_version_id_seq)::int AS prose',
  );
  const [mark] = rows;
  if (!mark) throw new Error('The sequences say nothing.');
  return mark;
}

/**
 * Logs everything that this very transaction published since `mark`, in the order of the tree, and tells whoever listens.
 * Belongs last into the transaction. Returns how many changes that were.
 */
export async function logSince(client: pg.ClientBase, mark: Mark): Promise<number> {
  const { rows } = await client.query<{ n: number }>(LOG_SINCE, [mark.publication, mark.order, mark.prose, ARCHIVE_CHANNEL]);
  return rows[0]?.n ?? 0;
}

const OURS = 'xmin = pg_current_xact_id()::xid';

const LOG_SINCE = `
  WITH news AS MATERIALIZED (
    SELECT (CASE WHEN EXISTS (SELECT FROM publication earlier WHERE earlier.event_id = p.event_id AND earlier.id < p.id) THEN 'updated' ELSE 'published' END)::change_kind AS kind,
        e.path, e.day, e.id AS event_id, p.id AS publication_id, NULL::int AS order_id, NULL::int AS prose_id
      FROM publication p JOIN event e ON e.id = p.event_id WHERE p.id >= $1 AND p.${OURS}
    UNION ALL
    SELECT 'day', to_char(o.day, '"news/"YYYY/MM/FMDD"/index.md"'), o.day, NULL, NULL, o.id, NULL FROM day_order o WHERE o.id >= $2 AND o.${OURS}
    UNION ALL
    SELECT 'prose', v.path, NULL, NULL, NULL, NULL, v.id FROM prose_version v JOIN prose_page p ON p.version_id = v.id AND p.published_at IS NOT NULL WHERE v.id >= $3 AND v.${OURS}
  ),
  counted AS (SELECT count(*)::int AS n FROM news),
  state AS (UPDATE archive_state SET position = position + n FROM counted WHERE n > 0 RETURNING position - n AS before, date_trunc('milliseconds', clock_timestamp()) AS at),
  logged AS (INSERT INTO archive_change (position, at, kind, path, day, event_id, publication_id, order_id, prose_id)
    SELECT before + row_number() OVER (ORDER BY day, path, kind), at, kind, path, day, event_id, publication_id, order_id, prose_id FROM news, state)
  SELECT n, CASE WHEN n > 0 THEN pg_notify($4, n::text) END FROM counted`;
