import { sql } from 'kysely';
import type pg from 'pg';
import { type ContextId, type EntryId, toId } from '../../kernel/ids.ts';
import { copyRows } from '../../platform/database/copy.ts';
import { keptStatements, kysely, type Statements } from '../../platform/database/kysely.ts';
import { anyKey, anyOf, asInts, asNumber, inBraces, list, rowsOf } from '../../platform/database/sql-values.ts';
import { countedKeys } from '../suggestions/rules/grams.ts';
import type { LearnedEntry, LearnedText } from './learned.ts';

/**
 * A gram keeps this many contexts, the most frequent ones, and is cut back to that once it has twice as many. What is
 * lost are contexts that came with a very common gram a few times in thousands: far below the share from which one is
 * proposed.
 */
const MOST_CONTEXTS = 64;

/** What a batch changes about a gram: entries more or less that have it, in all and by context. */
type Change = { entries: number; uses: Map<ContextId, number> };
type WordRow = { key: number; entries: number; contexts: ContextId[]; counts: number[] };

/** Keeps how often the words of published entries came with which context. */
export async function learnWords(client: pg.ClientBase, batch: readonly LearnedEntry[]): Promise<void> {
  const changes = changesOf(batch);
  if (changes.size) await writeChanges(client, changes);
  await learnDismissals(client, batch);
}

function changesOf(batch: readonly LearnedEntry[]): Map<number, Change> {
  const changes = new Map<number, Change>();
  for (const { before, after } of batch) {
    if (before?.revision === after?.revision) continue;
    if (before) add(changes, before, -1);
    if (after) add(changes, after, 1);
  }
  return changes;
}

function add(changes: Map<number, Change>, { headline, summary, contexts }: LearnedText, times: 1 | -1): void {
  const distinct = new Set(contexts);
  for (const key of countedKeys(headline, summary)) {
    const change = changes.get(key) ?? { entries: 0, uses: new Map<ContextId, number>() };
    changes.set(key, change);
    change.entries += times;
    for (const context of distinct) change.uses.set(context, (change.uses.get(context) ?? 0) + times);
  }
}

async function writeChanges(client: pg.ClientBase, changes: ReadonlyMap<number, Change>): Promise<void> {
  const rows = await readGrams(keptStatements(client), [...changes.keys()]);
  const known = new Map(rows.map((row) => [row.key, row]));
  const now = [...changes].map(([key, change]) => changed(key, known.get(key), change));
  const gone = now.filter(({ key, entries }) => entries <= 0 && known.has(key)).map(({ key }) => key);
  const kept = now.filter(({ entries }) => entries > 0);
  if (gone.length) await kysely(client).deleteFrom('word_gram').where('key', '=', anyKey(gone)).execute();
  await update(
    client,
    kept.filter(({ key }) => known.has(key)),
  );
  await copyRows(
    client,
    'word_gram',
    ['key', 'entries', 'contexts', 'counts'],
    kept
      .filter(({ key }) => !known.has(key))
      .map(({ key, entries, contexts, counts }) => [key, entries, contexts, counts]),
  );
}

/** A row with a change, its contexts by frequency. What was cut off before and is taken out now stays at nothing. */
function changed(key: number, row: WordRow | undefined, { entries, uses }: Change): WordRow {
  const counts = new Map(row?.contexts.map((context, at) => [context, row.counts[at] ?? 0]));
  for (const [context, times] of uses) counts.set(context, (counts.get(context) ?? 0) + times);
  let left = [...counts].filter(([, times]) => times > 0);
  if (left.length > 2 * MOST_CONTEXTS)
    left = left.sort(([a, more], [b, less]) => less - more || b - a).slice(0, MOST_CONTEXTS);
  return {
    key,
    entries: (row?.entries ?? 0) + entries,
    contexts: left.map(([context]) => context),
    counts: left.map(([, times]) => times),
  };
}

async function update(client: pg.ClientBase, rows: readonly WordRow[]): Promise<void> {
  if (!rows.length) return;
  const now = {
    key: list.keys(rows.map(({ key }) => key)),
    entries: list.ints(rows.map(({ entries }) => entries)),
    contexts: list.texts(rows.map(({ contexts }) => inBraces(contexts))),
    counts: list.texts(rows.map(({ counts }) => inBraces(counts))),
  };
  await kysely(client)
    .updateTable('word_gram as w')
    .from(rowsOf('n', now))
    .set((eb) => ({
      entries: eb.ref('n.entries'),
      contexts: asInts(eb.ref('n.contexts')),
      counts: asInts(eb.ref('n.counts')),
    }))
    .whereRef('w.key', '=', 'n.key')
    .execute();
}

/** Notes which words of an entry led to the contexts that were dismissed for it, as the entry reads now. */
async function learnDismissals(client: pg.ClientBase, batch: readonly LearnedEntry[]): Promise<void> {
  const entries = batch.map(({ entry }) => entry);
  const db = kysely(client);
  await db.deleteFrom('gram_dismissal').where('entry_id', '=', anyOf(entries)).execute();
  const rows = await db
    .selectFrom('dismissed_suggestion')
    .select(['entry_id as entry', 'subject_id as context'])
    .where('entry_id', '=', anyOf(entries))
    .where('kind', '=', 'context')
    .execute();
  const texts = new Map(batch.map(({ entry, current }) => [entry, current]));
  for (const { entry, context } of rows) {
    const text = texts.get(entry);
    if (text) await noteDismissal(db, entry, toId<ContextId>(context), countedKeys(text.headline, text.summary));
  }
}

async function noteDismissal(
  db: Statements,
  entry: EntryId,
  context: ContextId,
  keys: readonly number[],
): Promise<void> {
  const dismissed = [
    sql<EntryId>`${entry}::int`.as('entry_id'),
    sql<ContextId>`${context}::int`.as('context_id'),
  ] as const;
  await db
    .with('meant', (inner) =>
      inner
        .selectFrom('context')
        .select('id')
        .where((eb) => eb.or([eb('id', '=', context), eb('merged_into', '=', context)])),
    )
    .insertInto('gram_dismissal')
    .columns(['entry_id', 'context_id', 'key'])
    .expression((eb) =>
      eb
        .selectFrom('word_gram as w')
        .select([...dismissed, 'w.key'])
        .where('w.key', '=', anyKey(keys))
        .where((of) => sql<boolean>`${of.ref('w.contexts')} && array(${of.selectFrom('meant').select('meant.id')})`)
        .union(
          eb
            .selectFrom('spoken_name as s')
            .select([...dismissed, 's.key'])
            .where('s.key', '=', anyKey(keys))
            .where('s.context_id', 'in', eb.selectFrom('meant').select('meant.id')),
        ),
    )
    .execute();
}

function readGrams(db: Statements, keys: readonly number[]): Promise<WordRow[]> {
  return db
    .selectFrom('word_gram')
    .select((eb) => [asNumber(eb.ref('key')).as('key'), 'entries', 'contexts', 'counts'])
    .where('key', '=', anyKey(keys))
    .execute();
}
