import type { EventId, PersonId, RevisionId } from '../domain/ids.ts';
import type { Store } from './database.ts';
import { OPEN } from './open-proposals.ts';

/** Somebody else who has the entry open: `seenAt` (ISO) is when a tab of theirs was heard of last. */
type Other = { id: PersonId; name: string; writes: boolean; seenAt: string };

/** Who else is at an entry, and where it stands, so that a tab learns of a change that it did not make. */
export type AtEntry = { others: Other[]; stands: { revision: RevisionId | null; state: string | null } };

/** A tab that was not heard of for so long is gone: three of its beats. */
const GONE_AFTER_SECONDS = 25;

type Row = { revision: RevisionId | null; state: string | null; others: (Omit<Other, 'seenAt'> & { seenAt: number })[] };

/** Notes that a tab of `person` has the entry open, and reads who else has. Several tabs of one person are one. Undefined where there is no such entry. */
export async function attend(store: Store, event: EventId, person: PersonId, { tab, writes }: { tab: string; writes: boolean }): Promise<AtEntry | undefined> {
  const [row] = await store.prisma.$queryRaw<Row[]>`
    WITH seen AS (INSERT INTO presence (event_id, person_id, tab, writes, seen_at) SELECT id, ${person}, ${tab}, ${writes}, now() FROM event WHERE id = ${event}
      ON CONFLICT (event_id, person_id, tab) DO UPDATE SET writes = EXCLUDED.writes, seen_at = EXCLUDED.seen_at)
    SELECT coalesce(p.revision_id, e.published_revision_id) AS revision, p.state::text AS state,
           (SELECT coalesce(jsonb_agg(to_jsonb(o) ORDER BY o.name, o.id), '[]') FROM (
              SELECT w.id, w.name, bool_or(a.writes) AS writes, (extract(epoch FROM max(a.seen_at)) * 1000)::float8 AS "seenAt"
                FROM presence a JOIN person w ON w.id = a.person_id
               WHERE a.event_id = e.id AND a.person_id <> ${person} AND a.seen_at > now() - make_interval(secs => ${GONE_AFTER_SECONDS})
               GROUP BY w.id, w.name) o) AS others
      FROM event e LEFT JOIN proposal p ON p.event_id = e.id AND p.state IN ${OPEN}
     WHERE e.id = ${event}`;
  if (!row) return undefined;
  return { others: row.others.map((other) => ({ ...other, seenAt: new Date(other.seenAt).toISOString() })), stands: { revision: row.revision, state: row.state } };
}

/** Notes that a tab was closed or left the entry. */
export async function leave(store: Store, event: EventId, person: PersonId, tab: string): Promise<void> {
  await store.prisma.$executeRaw`DELETE FROM presence WHERE event_id = ${event} AND person_id = ${person} AND tab = ${tab}`;
}

/** Deletes what tabs that never said goodbye left. Gives how many. */
export async function clearPresence(store: Store): Promise<number> {
  return store.prisma.$executeRaw`DELETE FROM presence WHERE seen_at < now() - interval '1 hour'`;
}
