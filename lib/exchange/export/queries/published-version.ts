import { dayOfInstant } from '../../../kernel/near-today.ts';
import { sha256 } from '../../../platform/content-hash.ts';
import type { Store } from '../../../platform/database/database.ts';
import { keptStatements } from '../../../platform/database/kysely.ts';
import { setting } from '../../../platform/environment/environment.ts';

/**
 * Which version of the published tree is served: a tag that every change gives again, and the second of the last one,
 * where another cannot come within it.
 */
export type PublishedVersion = { tag: string; modified: Date | undefined };

const A_SECOND_MS = 1_000;

/**
 * One step of two indexes, whatever is served. The day belongs to it: the front page follows it where entries of days
 * ahead are published.
 */
export async function publishedVersion(store: Store, now: Date = new Date()): Promise<PublishedVersion> {
  const state = await keptStatements(store.pool)
    .selectFrom('archive_state as s')
    .leftJoin('archive_change as c', 'c.position', 's.position')
    .select(['s.identity', 's.position', 'c.at'])
    .executeTakeFirst();
  const today = dayOfInstant(now.toISOString());
  // The build and the site's address are part of what is written.
  const tag = sha256(
    [state?.identity, state?.position, today, setting('DATELINE_DIST'), setting('NEXTAUTH_URL')].join('\n'),
  ).slice(0, 32);
  const changed = Math.max(state?.at?.getTime() ?? 0, Date.parse(`${today}T00:00:00Z`));
  const isSettled = now.getTime() - changed >= 2 * A_SECOND_MS;
  return { tag, modified: isSettled ? new Date(Math.floor(changed / A_SECOND_MS) * A_SECOND_MS) : undefined };
}
