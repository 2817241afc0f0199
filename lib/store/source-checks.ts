import type { Actor } from '../domain/permission/actor.ts';
import type { AddressStatus, CheckedAddress, KnownAddress } from '../domain/source/check.ts';
import type { Store } from './database.ts';
import { inTransaction, type Transaction } from './transaction.ts';

/** The channel on which somebody says that an address is to be checked at once. */
export const SOURCES_CHANNEL = 'dateline_sources';

/** An address that is to be checked now. Its host is this worker's alone, for as long as the claim lasts. */
export type ClaimedAddress = KnownAddress & { id: number; host: string };

/** A claim outlasts the longest check, with its waiting for other hosts. */
const HOLDS_S = 120;

type Row = {
  host: string;
  id: number | null;
  url: string;
  status: AddressStatus;
  httpStatus: number | null;
  failures: number;
  failingSince: Date | null;
  seenAt: Date | null;
  isUsed: boolean;
};

/**
 * Takes the host that has waited longest and the address of it that is due; undefined where nothing is due at `now`. Addresses
 * that no current text has are laid aside on the way.
 */
export async function claimAddress(store: Store, now: Date): Promise<ClaimedAddress | undefined> {
  for (;;) {
    const [row] = await store.prisma.$queryRaw<Row[]>`
      WITH next AS (SELECT host FROM source_host WHERE due_at IS NOT NULL AND greatest(due_at, free_at) <= ${now}
        ORDER BY greatest(due_at, free_at) LIMIT 1 FOR UPDATE SKIP LOCKED),
      taken AS (UPDATE source_host h SET free_at = ${now}::timestamptz + make_interval(secs => ${HOLDS_S}) FROM next WHERE h.host = next.host RETURNING h.host)
      SELECT t.host, a.id, a.url, a.status::text AS status, a.http_status AS "httpStatus", a.failures, a.failing_since AS "failingSince", a.seen_at AS "seenAt",
          EXISTS (SELECT FROM source_use u WHERE u.address_id = a.id AND is_current_text(u.event_id, u.revision_id)) AS "isUsed"
        FROM taken t LEFT JOIN LATERAL (
          SELECT * FROM source_address s WHERE s.host = t.host AND s.next_check_at <= ${now} ORDER BY s.next_check_at LIMIT 1) a ON true`;
    if (!row) return undefined;
    const { id, isUsed, ...known } = row;
    if (id !== null && isUsed) return { ...known, id };
    await inTransaction(store, async (tx) => {
      await lockHost(tx, row.host);
      if (id !== null) await tx.$executeRaw`UPDATE source_address SET next_check_at = NULL WHERE id = ${id}`;
      await freeHost(tx, row.host, now);
    });
  }
}

/** Notes what a check found, and leaves the host alone until `freeAt`. */
export async function noteCheck(store: Store, { id, host }: Pick<ClaimedAddress, 'id' | 'host'>, found: CheckedAddress, now: Date, freeAt: Date): Promise<void> {
  await inTransaction(store, async (tx) => {
    await lockHost(tx, host);
    await tx.$executeRaw`
      UPDATE source_address SET status = ${found.status}::address_status, http_status = ${found.httpStatus}, redirect = ${found.redirect}, problem = ${found.problem},
          failures = ${found.failures}, failing_since = ${found.failingSince}, checked_at = ${now}, seen_at = ${found.seenAt}, next_check_at = ${found.nextCheckAt},
          status_at = CASE WHEN status = ${found.status}::address_status AND status_at IS NOT NULL THEN status_at ELSE ${now}::timestamptz END
        WHERE id = ${id}`;
    await freeHost(tx, host, freeAt);
  });
}

/** In how many milliseconds from `now` something is due; undefined where nothing waits. */
export async function nextCheck(store: Store, now: Date): Promise<number | undefined> {
  const [row] = await store.prisma.$queryRaw<{ at: Date }[]>`
    SELECT greatest(due_at, free_at) AS at FROM source_host WHERE due_at IS NOT NULL ORDER BY greatest(due_at, free_at) LIMIT 1`;
  return row && Math.max(0, row.at.getTime() - now.getTime());
}

/** Makes an address due at once. False where there is none of this id. */
export async function makeDue(tx: Transaction, id: number): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    WITH due AS (UPDATE source_address SET next_check_at = now() WHERE id = ${id} RETURNING host)
    INSERT INTO source_host AS h (host, due_at) SELECT host, now() FROM due
      ON CONFLICT (host) DO UPDATE SET due_at = least(h.due_at, EXCLUDED.due_at) RETURNING pg_notify(${SOURCES_CHANNEL}, '')::text`;
  return rows.length > 0;
}

/** Notes where an archived copy is, or that there is none. False where there is no such address. */
export async function noteArchivedCopy(tx: Transaction, id: number, url: string | null): Promise<boolean> {
  return (await tx.$executeRaw`UPDATE source_address SET archived = ${url}, archived_at = CASE WHEN ${url}::text IS NULL THEN NULL ELSE now() END WHERE id = ${id}`) > 0;
}

export async function noteSourceFact(tx: Transaction, actor: Actor, verb: 'check-source' | 'note-archived-copy', detail: object): Promise<void> {
  await tx.$executeRaw`INSERT INTO audit_fact (actor_id, channel, verb, detail) VALUES (${actor.person}, ${actor.channel}::channel, ${verb}, ${JSON.stringify(detail)}::jsonb)`;
}

/** Whoever makes an address of the host due waits for this lock, so the statements after it see what they did. */
async function lockHost(tx: Transaction, host: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM source_host WHERE host = ${host} FOR UPDATE`;
}

async function freeHost(tx: Transaction, host: string, freeAt: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE source_host SET free_at = ${freeAt}, due_at = (SELECT min(next_check_at) FROM source_address WHERE host = ${host} AND next_check_at IS NOT NULL) WHERE host = ${host}`;
}
