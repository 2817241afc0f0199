import { ARCHIVE_CHANNEL } from '../../../audit/store/change-log.ts';
import type { ContextId, EventId } from '../../../kernel/ids.ts';
import { Prisma } from '../../../platform/database/generated/client.ts';
import type { Transaction } from '../../../platform/database/transaction.ts';

/** Whose texts name these contexts, as they are stored; `means` is what the ids meant until now. */
export type NamedIn = { means: ContextId; raw: readonly ContextId[] };

/**
 * Notes what contexts were called and meant until now, before that changes, and locks the archive's one row of state:
 * what is published meanwhile waits, so that each page is written either with the names of before or with those of
 * after.
 */
export async function noteNames(tx: Transaction, contexts: readonly ContextId[]): Promise<void> {
  await tx.$executeRaw`SELECT FROM archive_state FOR UPDATE`;
  await tx.$executeRaw`
    INSERT INTO context_naming (context_id, name, merged_into, until)
      SELECT c.id, c.name, c.merged_into, s.position FROM context c, archive_state s WHERE c.id = ANY(${[...contexts]}::int[]) ORDER BY c.id`;
}

/**
 * The published entries whose pages show other names: `own` have one of `of`; the rest have one of `beside`, and name
 * among their related entries one without.
 */
function touchedBy(of: NamedIn, beside: readonly ContextId[]): Prisma.Sql {
  return Prisma.sql`
    own AS MATERIALIZED (
      SELECT e.id FROM (SELECT event_id FROM event_context WHERE context_id = ${of.means} AND raw_id = ANY(${[...of.raw]}::int[])
          UNION SELECT event_id FROM learning_due) u
        JOIN event e ON e.id = u.event_id JOIN revision r ON r.id = e.published_revision_id WHERE r.contexts && ${[...of.raw]}::int[]),
    alone AS (SELECT o.id FROM own o JOIN event e ON e.id = o.id JOIN revision r ON r.id = e.published_revision_id WHERE ${beside.length > 0} AND NOT r.contexts && ${[...beside]}::int[]),
    touched AS MATERIALIZED (
      SELECT id FROM own
      UNION SELECT e.id FROM revision r JOIN event e ON e.published_revision_id = r.id
        WHERE related_events(r.related) && ARRAY(SELECT id FROM alone) AND r.contexts && ${[...beside]}::int[])`;
}

/** How many pages a change of names touches, a digest of their texts, and the first of them. */
export type TouchedPages = { pages: number; digest: string; first: EventId[] };

/** Reads what a change of names touches, without changing it. */
export async function readTouched(
  tx: Pick<Transaction, '$queryRaw'>,
  of: NamedIn,
  beside: readonly ContextId[],
  most: number,
): Promise<TouchedPages> {
  const [row] = await tx.$queryRaw<TouchedPages[]>`
    WITH ${touchedBy(of, beside)},
    listed AS (SELECT e.id, e.day, e.published_revision_id AS revision FROM touched t JOIN event e ON e.id = t.id)
    SELECT count(*)::int AS pages, md5(coalesce(string_agg(id || ':' || revision, ',' ORDER BY id), '')) AS digest,
        ARRAY(SELECT id FROM listed ORDER BY day DESC, id DESC LIMIT ${most}) AS first FROM listed`;
  return row ?? { pages: 0, digest: '', first: [] };
}

/**
 * Logs the pages that show the names of contexts as changed: the published entries that have one of `of`, and those
 * that have one of `beside` and name among their related entries one of these without, with which they share it from
 * now on or no longer. Belongs into the transaction of the change, behind `noteNames`. Returns how many pages that are.
 */
export async function logNamed(tx: Transaction, of: NamedIn, beside: readonly ContextId[] = []): Promise<number> {
  const [row] = await tx.$queryRaw<{ n: number }[]>`
    WITH ${touchedBy(of, beside)},
    counted AS (SELECT count(*)::int AS n FROM touched),
    state AS (UPDATE archive_state SET position = position + n FROM counted WHERE n > 0 RETURNING position - n AS before, date_trunc('milliseconds', clock_timestamp()) AS at),
    logged AS (INSERT INTO archive_change (position, at, kind, path, day, event_id, publication_id, naming)
      SELECT before + row_number() OVER (ORDER BY e.day, e.path), at, 'updated', e.path, e.day, e.id,
          (SELECT max(p.id) FROM publication p WHERE p.event_id = e.id AND p.revision_id = e.published_revision_id), true
        FROM touched t JOIN event e ON e.id = t.id, state)
    SELECT n, CASE WHEN n > 0 THEN pg_notify(${ARCHIVE_CHANNEL}, n::text)::text END AS told FROM counted`;
  return row?.n ?? 0;
}
