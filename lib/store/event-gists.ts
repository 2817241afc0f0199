import type pg from 'pg';
import type { Day } from '../domain/day.ts';
import type { EventId } from '../domain/ids.ts';
import { type Gist, gistOf } from '../domain/suggesting/gist.ts';
import type { Learned, LearnedText } from './learned.ts';

/** An entry is found by so many of its words, the rarest. */
const FOUND_BY = 12;

/** Keeps the gist of published entries, and in how many of them each word stands. */
export async function learnGists(client: pg.ClientBase, batch: readonly Learned[]): Promise<void> {
  const known = await knownGists(client, batch);
  const moved = batch.filter(({ event, before, after }) => before?.revision !== after?.revision || (after !== null && !known.has(event)));
  if (!moved.length) return;
  await takeOut(client, moved);
  await putIn(client, await readGists(client, moved));
}

async function knownGists(client: pg.ClientBase, batch: readonly Learned[]): Promise<Set<EventId>> {
  const { rows } = await client.query<{ event: EventId }>('SELECT event_id AS event FROM event_gist WHERE event_id = ANY($1::int[])', [batch.map(({ event }) => event)]);
  return new Set(rows.map(({ event }) => event));
}

async function takeOut(client: pg.ClientBase, moved: readonly Learned[]): Promise<void> {
  await client.query(TAKE_OUT, [moved.map(({ event }) => event)]);
}

const TAKE_OUT = `WITH gone AS (DELETE FROM event_gist WHERE event_id = ANY($1::int[]) RETURNING event_id, day, words),
  word AS (SELECT g.event_id, g.day, w.id FROM gone g CROSS JOIN LATERAL unnest(g.words) AS w (id)),
  unfound AS (DELETE FROM event_word e USING word w WHERE e.word_id = w.id AND e.day = w.day AND e.event_id = w.event_id)
  UPDATE word_use u SET events = u.events - n.events FROM (SELECT id, count(*)::int AS events FROM word GROUP BY id) n WHERE n.id = u.id`;

type Put = Gist & { event: EventId; day: Day };

async function readGists(client: pg.ClientBase, moved: readonly Learned[]): Promise<Put[]> {
  const there = moved.flatMap(({ event, after }) => (after ? [{ event, after }] : []));
  const topics = await originTopics(
    client,
    there.map(({ after }) => after),
  );
  return there.map(({ event, after }) => ({ event, day: after.day, ...gistOf(after, topics.get(after.revision) ?? []) }));
}

/** The topics that lines of imported events had, the innermost last. */
async function originTopics(client: pg.ClientBase, texts: readonly LearnedText[]): Promise<Map<number, string[]>> {
  const { rows } = await client.query<{ id: number; topics: string[] }>(
    `SELECT id, kept -> 'origin' -> 'topics' AS topics FROM revision WHERE id = ANY($1::int[]) AND kept -> 'origin' ? 'topics'`,
    [texts.map(({ revision }) => revision)],
  );
  return new Map(rows.map(({ id, topics }) => [id, topics]));
}

async function putIn(client: pg.ClientBase, gists: readonly Put[]): Promise<void> {
  if (!gists.length) return;
  const ids = await countWords(client, gists);
  const rows = gists.map((gist) => ({ ...gist, found: gist.words.flatMap((word) => ids.get(word) ?? []).sort((a, b) => a.events - b.events) }));
  await client.query(PUT_GISTS, [
    rows.map(({ event }) => event),
    rows.map(({ day }) => day),
    rows.map(({ topic }) => topic),
    rows.map(({ found }) => `{${found.map(({ id }) => id).join(',')}}`),
  ]);
  const words = rows.flatMap(({ event, day, found }) =>
    found
      .filter(({ word }) => word !== '')
      .slice(0, FOUND_BY)
      .map(({ id }) => ({ event, day, id })),
  );
  await client.query(PUT_WORDS, [words.map(({ id }) => id), words.map(({ day }) => day), words.map(({ event }) => event)]);
}

type Use = { id: number; word: string; events: number };

async function countWords(client: pg.ClientBase, gists: readonly Put[]): Promise<Map<string, Use>> {
  const counts = new Map<string, number>();
  for (const { words } of gists) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const { rows } = await client.query<Use>(COUNT, [[...counts.keys()], [...counts.values()]]);
  return new Map(rows.map((row) => [row.word, row]));
}

const COUNT = `INSERT INTO word_use AS u (word, events) SELECT word, events FROM unnest($1::text[], $2::int[]) AS n (word, events)
  ON CONFLICT (word) DO UPDATE SET events = u.events + excluded.events RETURNING id, word, events`;

const PUT_GISTS = `INSERT INTO event_gist (event_id, day, topic, words)
  SELECT event, day, topic, words::int[] FROM unnest($1::int[], $2::date[], $3::text[], $4::text[]) AS n (event, day, topic, words)`;

const PUT_WORDS = `INSERT INTO event_word (word_id, day, event_id) SELECT word, day, event FROM unnest($1::int[], $2::date[], $3::int[]) AS n (word, day, event) ORDER BY word, day, event`;
