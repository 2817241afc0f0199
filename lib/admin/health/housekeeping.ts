import { sql } from 'kysely';
import { clearPresence } from '../../editorial/entries/store/presence.ts';
import { clearUploads } from '../../exchange/import/store/uploads.ts';
import type { Store } from '../../platform/database/database.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { ago, now, rowsWritten } from '../../platform/database/sql-values.ts';

/** What was cleared away. */
export type ClearedRows = { throttles: number; links: number; uploads: number; presences: number };

/** How long a set-up link lives on as a record after it was used, or unused. */
const LINKS_SINCE = ago({ days: 7 });
/** How long a session lives on as a record after it ended: when somebody was last seen is read from it. */
const SESSIONS_SINCE = ago({ days: 365 });

/**
 * Deletes throttle counters whose time is over, set-up links that are dead, uploads that were imported long ago and
 * tabs that never said goodbye. Safe to run at any time, and twice.
 */
export async function clearAway(store: Store): Promise<ClearedRows> {
  const db = kysely(store.pool);
  const throttles = await rowsWritten(
    db.deleteFrom('rate_limit').where('expire', '<', sql<Date>`${now} AT TIME ZONE 'UTC'`),
  );
  const setups = await rowsWritten(
    db.deleteFrom('setup_link').where((eb) => eb(eb.fn.coalesce('used_at', 'created_at'), '<', LINKS_SINCE)),
  );
  const resets = await rowsWritten(db.deleteFrom('password_reset').where('expires_at', '<', LINKS_SINCE));
  await db
    .deleteFrom('person_session')
    .where((eb) => eb(eb.fn.coalesce('ended_at', 'at'), '<', SESSIONS_SINCE))
    .execute();
  return {
    throttles,
    links: setups + resets,
    uploads: await clearUploads(store),
    presences: await clearPresence(store),
  };
}
