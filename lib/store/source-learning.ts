import type { Source } from '../domain/revision/text.ts';
import { hostOf } from '../domain/source/host.ts';
import { normalAddress } from '../domain/source/normal-address.ts';
import type { Store } from './database.ts';
import { inTransaction, type Transaction } from './transaction.ts';

/** How far the texts are learned; see the table. */
type Learning = { frontier: number; confirmed: number; windowTo: number | null; isWindowOver: boolean };
type TextRow = { id: number; event: number; sources: Source[]; isCurrent: boolean };

const AT_ONCE = 500;
/** A new address is checked once it has stood for a while: what is still being typed is saved too. */
const SETTLES_WITHIN_S = 120;

/**
 * Learns from texts that came since the last time: which addresses they have, for whom, under which names. One batch
 * at a time, by one worker at a time. Returns how many texts were looked at; fewer than `batch` means that all is known.
 */
export async function learnSources(store: Store, batch = AT_ONCE): Promise<number> {
  return inTransaction(store, async (tx) => {
    const learning = await readLearning(tx);
    if (!learning) return 0;
    const news = await textsAfter(tx, learning.frontier, batch);
    const last = news.at(-1);
    if (last) {
      await learn(tx, news);
      await tx.$executeRaw`UPDATE source_learning SET frontier = ${last.id}`;
      return news.length;
    }
    await confirm(tx, learning);
    return 0;
  });
}

/** Locks the row; undefined while another worker learns. A window is over once all are done who were at work when it was set. */
async function readLearning(tx: Transaction): Promise<Learning | undefined> {
  const [row] = await tx.$queryRaw<Learning[]>`
    SELECT frontier, confirmed, window_to AS "windowTo", coalesce(window_at < (SELECT coalesce(min(a.xact_start), now()) FROM pg_stat_activity a
        WHERE a.datname = current_database() AND a.pid <> pg_backend_pid() AND a.xact_start IS NOT NULL), false) AS "isWindowOver"
      FROM source_learning FOR UPDATE SKIP LOCKED`;
  return row;
}

/** Looks again at what lies below the frontier, for texts whose transaction ended after later ones were seen. */
async function confirm(tx: Transaction, { frontier, confirmed, windowTo, isWindowOver }: Learning): Promise<void> {
  if (windowTo === null) {
    if (confirmed < frontier) await tx.$executeRaw`UPDATE source_learning SET window_to = frontier, window_at = clock_timestamp()`;
    return;
  }
  if (!isWindowOver) return;
  for (let from = confirmed; ; ) {
    const late = await tx.$queryRaw<TextRow[]>`
      SELECT r.id, r.event_id AS event, r.sources, true AS "isCurrent" FROM revision r
       WHERE r.id > ${from} AND r.id <= ${windowTo} AND r.sources <> '[]' AND is_current_text(r.event_id, r.id)
         AND NOT EXISTS (SELECT FROM source_use u WHERE u.event_id = r.event_id AND u.revision_id = r.id)
       ORDER BY r.id LIMIT ${AT_ONCE}`;
    await learn(tx, late);
    from = late.at(-1)?.id ?? windowTo;
    if (late.length < AT_ONCE) break;
  }
  await tx.$executeRaw`UPDATE source_learning SET confirmed = window_to, window_to = NULL, window_at = NULL`;
}

function textsAfter(tx: Transaction, frontier: number, batch: number): Promise<TextRow[]> {
  return tx.$queryRaw`
    SELECT id, event_id AS event, sources, is_current_text(event_id, id) AS "isCurrent" FROM revision WHERE id > ${frontier} ORDER BY id LIMIT ${batch}`;
}

type Use = { address: string; url: string; host: string; event: number; revision: number; name: string };

function usesOf({ id: revision, event, sources }: TextRow): Use[] {
  return sources.flatMap(({ url, name, cover }) => {
    const address = normalAddress(url);
    const host = hostOf(url);
    return address && host ? [{ address, url: url.trim(), host, event, revision, name: cover ? '' : name.trim() }] : [];
  });
}

/** Notes the uses of texts that are current, and forgets those of the same entries that no longer are. */
async function learn(tx: Transaction, texts: readonly TextRow[]): Promise<void> {
  if (!texts.length) return;
  const uses = texts.filter(({ isCurrent }) => isCurrent).flatMap(usesOf);
  const events = [...new Set(texts.map(({ event }) => event))];
  await tx.$executeRaw`
    WITH given AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(uses)}::jsonb) AS g (address text, url text, host text, event int, revision int, name text)),
    gone AS (DELETE FROM source_use u USING source_address a
      WHERE u.event_id = ANY(${events}::int[]) AND a.id = u.address_id AND NOT is_current_text(u.event_id, u.revision_id) RETURNING a.host, u.name),
    known AS (INSERT INTO source_address AS a (address, url, host, next_check_at)
      SELECT DISTINCT ON (address) address, url, host, now() + make_interval(secs => ${SETTLES_WITHIN_S}) FROM given ORDER BY address
      ON CONFLICT (md5(address)) DO UPDATE SET next_check_at = coalesce(a.next_check_at, EXCLUDED.next_check_at)
      RETURNING a.id, a.address, a.host, a.next_check_at),
    used AS (INSERT INTO source_use (address_id, revision_id, event_id, name)
      SELECT DISTINCT ON (k.id, g.revision) k.id, g.revision, g.event, g.name FROM given g JOIN known k USING (address) ORDER BY k.id, g.revision
      ON CONFLICT DO NOTHING RETURNING address_id, name),
    due AS (INSERT INTO source_host AS h (host, due_at) SELECT host, min(next_check_at) FROM known GROUP BY host ORDER BY host
      ON CONFLICT (host) DO UPDATE SET due_at = least(h.due_at, EXCLUDED.due_at)),
    changes AS (
      SELECT host, name, sum(n)::int AS n FROM (
        SELECT k.host, u.name, 1 AS n FROM used u JOIN known k ON k.id = u.address_id UNION ALL SELECT host, name, -1 FROM gone) c
       WHERE name <> '' GROUP BY host, name HAVING sum(n) <> 0)
    INSERT INTO source_name AS s (host, name, uses) SELECT host, name, greatest(n, 0) FROM changes
      ON CONFLICT (host, name) DO UPDATE SET uses = greatest(0, s.uses + (SELECT c.n FROM changes c WHERE c.host = s.host AND c.name = s.name))`;
}
