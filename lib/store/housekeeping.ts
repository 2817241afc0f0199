import type { Store } from './database.ts';
import { clearUploads } from './uploads.ts';

/** What was cleared away. */
export type Cleared = { throttles: number; links: number; uploads: number };

/** How long a set-up link lives on as a record after it was used, or unused. */
const LINK_DAYS = 7;

/** Deletes throttle counters whose time is over, set-up links that are dead and uploads that were imported long ago. Safe to run at any time, and twice. */
export async function clearAway(store: Store): Promise<Cleared> {
  const throttles = await store.pool.query("DELETE FROM rate_limit WHERE expire < now() AT TIME ZONE 'UTC'");
  const links = await store.pool.query('DELETE FROM setup_link WHERE coalesce(used_at, created_at) < now() - make_interval(days => $1)', [LINK_DAYS]);
  return { throttles: throttles.rowCount ?? 0, links: links.rowCount ?? 0, uploads: await clearUploads(store) };
}
