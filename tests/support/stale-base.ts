import { readSnapshot } from '../../lib/editorial/entries/store/entry-snapshot.ts';
import type { EntryId } from '../../lib/kernel/ids.ts';
import type { Actor } from '../../lib/kernel/permission/actor.ts';
import { type EntryInput, revise } from '../../lib/kernel/revision/revise.ts';
import { contentHash } from '../../lib/platform/content-hash.ts';
import type { Store } from '../../lib/platform/database/database.ts';
import { textToColumns } from '../../lib/platform/database/rows.ts';
import { done } from './newsroom.ts';

/**
 * Publishes another text of an entry past its open proposal, as an import by `by` does. Gives the new published
 * revision.
 */
export async function publishPast(
  store: Store,
  by: Actor,
  entry: EntryId,
  fields: Partial<EntryInput>,
): Promise<number> {
  const published = (await readSnapshot(store, entry))?.published;
  if (!published) throw new Error(`Entry ${entry} is not published.`);
  const text = { ...published.text, ...done(revise(published.text, { ...published.text, ...fields } as EntryInput)) };
  const c = textToColumns(text);
  const { rows } = await store.pool.query<{ id: number }>(
    `WITH r AS (INSERT INTO revision (entry_id, day, topic, headline, summary, sources, contexts, related, kept,
      hash, author_id, channel)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'import') RETURNING id),
     p AS (INSERT INTO publication (entry_id, revision_id, hash, path, approved_by, channel)
     SELECT $1, r.id, $10, e.path, $11, 'import' FROM r, entry e WHERE e.id = $1)
     UPDATE entry SET published_revision_id = r.id FROM r WHERE entry.id = $1 RETURNING r.id`,
    [
      entry,
      c.day,
      c.topic,
      c.headline,
      c.summary,
      c.sources,
      c.contexts,
      c.related,
      c.kept,
      contentHash(text),
      by.person,
    ],
  );
  return rows[0]?.id ?? 0;
}
