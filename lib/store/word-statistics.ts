import type pg from 'pg';
import type { ContextId, EventId } from '../domain/ids.ts';
import { countedKeys } from '../domain/suggesting/grams.ts';
import { copyRows } from './copy.ts';
import type { Learned, LearnedText } from './learned.ts';

/**
 * A gram keeps this many contexts, the most frequent ones, and is cut back to that once it has twice as many. What is lost are
 * contexts that came with a very common gram a few times in thousands: far below the share from which one is proposed.
 */
const MOST_CONTEXTS = 64;

/** What a batch changes about a gram: entries more or less that have it, in all and by context. */
type Change = { events: number; uses: Map<ContextId, number> };
type Row = { key: number; events: number; contexts: number[]; counts: number[] };

/** Keeps how often the words of published entries came with which context. */
export async function learnWords(client: pg.ClientBase, batch: readonly Learned[]): Promise<void> {
  const changes = changesOf(batch);
  if (changes.size) await writeChanges(client, changes);
  await learnRefusals(client, batch);
}

function changesOf(batch: readonly Learned[]): Map<number, Change> {
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
    const change = changes.get(key) ?? { events: 0, uses: new Map<ContextId, number>() };
    changes.set(key, change);
    change.events += times;
    for (const context of distinct) change.uses.set(context, (change.uses.get(context) ?? 0) + times);
  }
}

async function writeChanges(client: pg.ClientBase, changes: ReadonlyMap<number, Change>): Promise<void> {
  const { rows } = await client.query<Row>({ name: 'word-grams', text: GRAMS, values: [[...changes.keys()]] });
  const known = new Map(rows.map((row) => [row.key, row]));
  const now = [...changes].map(([key, change]) => changed(key, known.get(key), change));
  const gone = now.filter(({ key, events }) => events <= 0 && known.has(key)).map(({ key }) => key);
  const kept = now.filter(({ events }) => events > 0);
  if (gone.length) await client.query('DELETE FROM word_gram WHERE key = ANY($1::bigint[])', [gone]);
  await update(
    client,
    kept.filter(({ key }) => known.has(key)),
  );
  await copyRows(
    client,
    'word_gram',
    ['key', 'events', 'contexts', 'counts'],
    kept.filter(({ key }) => !known.has(key)).map(({ key, events, contexts, counts }) => [key, events, contexts, counts]),
  );
}

/** A row with a change, its contexts by frequency. What was cut off before and is taken out now stays at nothing. */
function changed(key: number, row: Row | undefined, { events, uses }: Change): Row {
  const counts = new Map(row?.contexts.map((context, at) => [context, row.counts[at] ?? 0]));
  for (const [context, times] of uses) counts.set(context, (counts.get(context) ?? 0) + times);
  let left = [...counts].filter(([, times]) => times > 0);
  if (left.length > 2 * MOST_CONTEXTS) left = left.sort(([a, more], [b, less]) => less - more || b - a).slice(0, MOST_CONTEXTS);
  return { key, events: (row?.events ?? 0) + events, contexts: left.map(([context]) => context), counts: left.map(([, times]) => times) };
}

async function update(client: pg.ClientBase, rows: readonly Row[]): Promise<void> {
  if (!rows.length) return;
  const list = (numbers: readonly number[]) => `{${numbers.join(',')}}`;
  await client.query(
    `UPDATE word_gram w SET events = n.events, contexts = n.contexts::int[], counts = n.counts::int[]
       FROM unnest($1::bigint[], $2::int[], $3::text[], $4::text[]) AS n (key, events, contexts, counts) WHERE w.key = n.key`,
    [rows.map(({ key }) => key), rows.map(({ events }) => events), rows.map(({ contexts }) => list(contexts)), rows.map(({ counts }) => list(counts))],
  );
}

/** Notes which words of an entry led to the contexts that were refused for it, as the entry reads now. */
async function learnRefusals(client: pg.ClientBase, batch: readonly Learned[]): Promise<void> {
  const events = batch.map(({ event }) => event);
  await client.query('DELETE FROM gram_refusal WHERE event_id = ANY($1::int[])', [events]);
  const { rows } = await client.query<{ event: EventId; context: ContextId }>(
    "SELECT event_id AS event, subject_id AS context FROM refused_suggestion WHERE event_id = ANY($1::int[]) AND kind = 'context'",
    [events],
  );
  const texts = new Map(batch.map(({ event, current }) => [event, current]));
  for (const { event, context } of rows) {
    const text = texts.get(event);
    if (text) await client.query(NOTE_REFUSAL, [event, context, countedKeys(text.headline, text.summary)]);
  }
}

const GRAMS = 'SELECT key::float8 AS key, events, contexts, counts FROM word_gram WHERE key = ANY($1::bigint[])';

const NOTE_REFUSAL = `WITH meant AS (SELECT id FROM context WHERE id = $2 OR merged_into = $2)
  INSERT INTO gram_refusal (event_id, context_id, key)
  SELECT $1::int, $2::int, w.key FROM word_gram w WHERE w.key = ANY($3::bigint[]) AND w.contexts && ARRAY(SELECT id FROM meant)
  UNION SELECT $1::int, $2::int, s.key FROM spoken_name s WHERE s.key = ANY($3::bigint[]) AND s.context_id IN (SELECT id FROM meant)`;
