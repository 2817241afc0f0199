import type pg from 'pg';
import type { EventId } from '../domain/ids.ts';
import { learnUses } from './context-uses.ts';
import { takeDue } from './due.ts';
import { learnGists } from './event-gists.ts';
import type { Learned } from './learned.ts';
import { OPEN_LIST } from './open-proposals.ts';
import { learnSearch } from './search-documents.ts';
import { learnNames } from './spoken-names.ts';
import { learnWords } from './word-statistics.ts';

/** Who listens here is told that texts wait to be learned. */
export const LEARNING_CHANNEL = 'dateline_learning';

/** One thing that is kept of texts. It takes `before` out and puts `after` in, in the transaction of `client`. */
type Part = (client: pg.ClientBase, batch: readonly Learned[]) => Promise<void>;

const PARTS: readonly Part[] = [learnUses, learnSearch, learnGists, learnWords];

/**
 * Learns the texts of up to `most` waiting entries in the transaction of `client`, whose learners wait for each other. Returns
 * how many waited: none are left where that is less than `most`.
 */
export async function learnNext(client: pg.ClientBase, most: number): Promise<number> {
  await client.query('SELECT pg_advisory_xact_lock($1)', [LEARNERS]);
  await learnNames(client);
  const { taken, ids: events } = await takeDue<EventId>(client, 'learning_due', most);
  if (!taken) return 0;
  const batch = await readBatch(client, events);
  for (const part of PARTS) await part(client, batch);
  await client.query(REMEMBER, [events]);
  return taken;
}

/** The number of the lock that learners take, and whoever changes what contexts mean. */
export const LEARNERS = 20_122_001;

async function readBatch(client: pg.ClientBase, events: readonly EventId[]): Promise<Learned[]> {
  const { rows } = await client.query<Learned>({ name: 'learning-batch', text: READ, values: [events] });
  return rows;
}

const TEXT = (alias: string) => `CASE WHEN ${alias}.id IS NOT NULL THEN jsonb_build_object('revision', ${alias}.id, 'day', ${alias}.day, 'topic', ${alias}.topic,
  'headline', ${alias}.headline, 'summary', ${alias}.summary, 'contexts', ${alias}.contexts) END`;

const READ = `SELECT e.id AS event, ${TEXT('b')} AS before, ${TEXT('a')} AS after, ${TEXT('c')} AS current
  FROM event e LEFT JOIN learned_event l ON l.event_id = e.id LEFT JOIN revision b ON b.id = l.revision_id
  LEFT JOIN revision a ON a.id = e.published_revision_id
  LEFT JOIN proposal p ON p.event_id = e.id AND p.state IN ${OPEN_LIST}
  LEFT JOIN revision c ON c.id = coalesce(p.revision_id, e.published_revision_id)
 WHERE e.id = ANY($1::int[]) ORDER BY e.id`;

const REMEMBER = `WITH gone AS (DELETE FROM learned_event l USING event e WHERE e.id = l.event_id AND e.id = ANY($1::int[]) AND e.published_revision_id IS NULL)
  INSERT INTO learned_event (event_id, revision_id) SELECT id, published_revision_id FROM event WHERE id = ANY($1::int[]) AND published_revision_id IS NOT NULL
  ON CONFLICT (event_id) DO UPDATE SET revision_id = excluded.revision_id`;
