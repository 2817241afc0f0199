import type { Store } from './database.ts';
import { clearPresence } from './presence.ts';
import { clearUploads } from './uploads.ts';

/** What was cleared away. */
export type Cleared = { throttles: number; links: number; uploads: number; presences: number };

/** How long a set-up link lives on as a record after it was used, or unused. */
const LINK_DAYS = 7;
/** How long a session lives on as a record after it ended: when somebody was last seen is read from it. */
const SESSION_RECORD_DAYS = 365;

/** Deletes throttle counters whose time is over, set-up links that are dead, uploads that were imported long ago and tabs that never said goodbye. Safe to run at any time, and twice. */
export async function clearAway(store: Store): Promise<Cleared> {
  const throttles = await store.pool.query("DELETE FROM rate_limit WHERE expire < now() AT TIME ZONE 'UTC'");
  const links = await store.pool.query('DELETE FROM setup_link WHERE coalesce(used_at, created_at) < now() - make_interval(days => $1)', [LINK_DAYS]);
  const resets = await store.pool.query('DELETE FROM password_reset WHERE expires_at < now() - make_interval(days => $1)', [LINK_DAYS]);
  await store.pool.query('DELETE FROM person_session WHERE coalesce(ended_at, at) < now() - make_interval(days => $1)', [SESSION_RECORD_DAYS]);
  return { throttles: throttles.rowCount ?? 0, links: (links.rowCount ?? 0) + (resets.rowCount ?? 0), uploads: await clearUploads(store), presences: await clearPresence(store) };
}
