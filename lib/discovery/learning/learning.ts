import { type Expression, expressionBuilder, type NotNull } from 'kysely';
import { jsonBuildObject } from 'kysely/helpers/postgres';
import type pg from 'pg';
import type { EntryId, RevisionId } from '../../kernel/ids.ts';
import { takeEntriesDue } from '../../platform/database/due.ts';
import { keptStatements, kysely } from '../../platform/database/kysely.ts';
import { LEARNERS, lockNumber } from '../../platform/database/locks.ts';
import { OPEN } from '../../platform/database/proposal-expressions.ts';
import { anyOf, asDay } from '../../platform/database/sql-values.ts';
import type { Tables } from '../../platform/database/tables.ts';
import { indexSearch } from '../search/search-documents.ts';
import { indexUses } from './context-uses.ts';
import { indexGists } from './entry-gists.ts';
import type { LearnedEntry } from './learned.ts';
import { learnNames } from './spoken-name-rows.ts';
import { learnWords } from './word-statistics.ts';

/** Listeners on this channel are notified that texts wait to be learned. */
export const LEARNING_CHANNEL = 'dateline_learning';

/** One thing that is kept of texts. It takes `before` out and puts `after` in, in the transaction of `client`. */
type LearnStep = (client: pg.ClientBase, batch: readonly LearnedEntry[]) => Promise<void>;

const PARTS: readonly LearnStep[] = [indexUses, indexSearch, indexGists, learnWords];

/**
 * Learns the texts of up to `most` waiting entries in the transaction of `client`, whose learners wait for each other.
 * Returns how many waited: none are left where that is less than `most`.
 */
export async function learnNext(client: pg.ClientBase, most: number): Promise<number> {
  await lockNumber(client, LEARNERS);
  await learnNames(client);
  const { taken, ids: entries } = await takeEntriesDue(client, most);
  if (!taken) return 0;
  const batch = await readBatch(client, entries);
  for (const part of PARTS) await part(client, batch);
  await remember(client, entries);
  return taken;
}

async function readBatch(client: pg.ClientBase, entries: readonly EntryId[]): Promise<LearnedEntry[]> {
  return keptStatements(client)
    .selectFrom('entry as e')
    .leftJoin('learned_entry as l', 'l.entry_id', 'e.id')
    .leftJoin('proposal as p', (on) => on.onRef('p.entry_id', '=', 'e.id').on('p.state', 'in', OPEN))
    .select((eb) => [
      'e.id as entry',
      textOf(eb.ref('l.revision_id')).as('before'),
      textOf(eb.ref('e.published_revision_id')).as('after'),
      textOf(eb.fn.coalesce('p.revision_id', 'e.published_revision_id')).as('current'),
    ])
    .where('e.id', '=', anyOf(entries))
    .orderBy('e.id')
    .execute();
}

function textOf(revision: Expression<RevisionId | null>) {
  return expressionBuilder<Tables>()
    .selectFrom('revision as r')
    .select((eb) =>
      jsonBuildObject({
        revision: eb.ref('r.id'),
        day: asDay(eb.ref('r.day')),
        topic: eb.ref('r.topic'),
        headline: eb.ref('r.headline'),
        summary: eb.ref('r.summary'),
        contexts: eb.ref('r.contexts'),
      }).as('text'),
    )
    .where('r.id', '=', revision);
}

async function remember(client: pg.ClientBase, entries: readonly EntryId[]): Promise<void> {
  await kysely(client)
    .with('gone', (db) =>
      db
        .deleteFrom('learned_entry as l')
        .using('entry as e')
        .whereRef('e.id', '=', 'l.entry_id')
        .where('e.id', '=', anyOf(entries))
        .where('e.published_revision_id', 'is', null),
    )
    .insertInto('learned_entry')
    .columns(['entry_id', 'revision_id'])
    .expression((eb) =>
      eb
        .selectFrom('entry')
        .select(['id', 'published_revision_id'])
        .where('id', '=', anyOf(entries))
        .where('published_revision_id', 'is not', null)
        .$narrowType<{ published_revision_id: NotNull }>(),
    )
    .onConflict((known) =>
      known.column('entry_id').doUpdateSet((eb) => ({ revision_id: eb.ref('excluded.revision_id') })),
    )
    .execute();
}
