import { sql } from 'kysely';
import type pg from 'pg';
import type { Day } from '../../kernel/day.ts';
import type { EventId, RevisionId } from '../../kernel/ids.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { anyOf, asInts, count, inBraces, list, rowsOf } from '../../platform/database/sql-values.ts';
import { type Gist, gistOf } from '../suggestions/rules/gist.ts';
import type { Learned, LearnedText } from './learned.ts';

/** An entry is found by so many of its words, the rarest. */
const FOUND_BY = 12;

/** Keeps the gist of published entries, and in how many of them each word stands. */
export async function learnGists(client: pg.ClientBase, batch: readonly Learned[]): Promise<void> {
  const known = await knownGists(client, batch);
  const moved = batch.filter(
    ({ event, before, after }) => before?.revision !== after?.revision || (after !== null && !known.has(event)),
  );
  if (!moved.length) return;
  await takeOut(client, moved);
  await putIn(client, await readGists(client, moved));
}

async function knownGists(client: pg.ClientBase, batch: readonly Learned[]): Promise<Set<EventId>> {
  const rows = await kysely(client)
    .selectFrom('event_gist')
    .select('event_id')
    .where('event_id', '=', anyOf(batch.map(({ event }) => event)))
    .execute();
  return new Set(rows.map((row) => row.event_id));
}

async function takeOut(client: pg.ClientBase, moved: readonly Learned[]): Promise<void> {
  await kysely(client)
    .with('gone', (db) =>
      db
        .deleteFrom('event_gist')
        .where('event_id', '=', anyOf(moved.map(({ event }) => event)))
        .returning(['event_id', 'day', 'words']),
    )
    .with('word', (db) =>
      db
        .selectFrom('gone as g')
        .crossJoinLateral((eb) => sql<{ id: number }>`unnest(${eb.ref('g.words')})`.as<'w'>(sql`w (id)`))
        .select(['g.event_id', 'g.day', 'w.id']),
    )
    .with('unfound', (db) =>
      db
        .deleteFrom('event_word as e')
        .using('word as w')
        .whereRef('e.word_id', '=', 'w.id')
        .whereRef('e.day', '=', 'w.day')
        .whereRef('e.event_id', '=', 'w.event_id'),
    )
    .updateTable('word_use as u')
    .from((eb) =>
      eb
        .selectFrom('word')
        .select(['word.id', count.as('events')])
        .groupBy('word.id')
        .as('n'),
    )
    .set((eb) => ({ events: eb('u.events', '-', eb.ref('n.events')) }))
    .whereRef('n.id', '=', 'u.id')
    .execute();
}

type Put = Gist & { event: EventId; day: Day };

async function readGists(client: pg.ClientBase, moved: readonly Learned[]): Promise<Put[]> {
  const there = moved.flatMap(({ event, after }) => (after ? [{ event, after }] : []));
  const topics = await originTopics(
    client,
    there.map(({ after }) => after),
  );
  return there.map(({ event, after }) => ({
    event,
    day: after.day,
    ...gistOf(after, topics.get(after.revision) ?? []),
  }));
}

/** The topics that lines of imported events had, the innermost last. */
async function originTopics(client: pg.ClientBase, texts: readonly LearnedText[]): Promise<Map<RevisionId, string[]>> {
  const rows = await kysely(client)
    .selectFrom('revision')
    .select((eb) => ['id', sql<string[]>`${eb.ref('kept')} -> 'origin' -> 'topics'`.as('topics')])
    .where('id', '=', anyOf(texts.map(({ revision }) => revision)))
    .where((eb) => sql<boolean>`${eb.ref('kept')} -> 'origin' ? 'topics'`)
    .execute();
  return new Map(rows.map(({ id, topics }) => [id, topics]));
}

async function putIn(client: pg.ClientBase, gists: readonly Put[]): Promise<void> {
  if (!gists.length) return;
  const ids = await countWords(client, gists);
  const rows = gists.map((gist) => ({
    ...gist,
    found: gist.words.flatMap((word) => ids.get(word) ?? []).sort((a, b) => a.events - b.events),
  }));
  const db = kysely(client);
  const put = rowsOf('n', {
    event: list.ints(rows.map(({ event }) => event)),
    day: list.days(rows.map(({ day }) => day)),
    topic: list.texts(rows.map(({ topic }) => topic)),
    words: list.texts(rows.map(({ found }) => inBraces(found.map(({ id }) => id)))),
  });
  await db
    .insertInto('event_gist')
    .columns(['event_id', 'day', 'topic', 'words'])
    .expression(
      db.selectFrom(put).select((eb) => ['n.event', 'n.day', 'n.topic', asInts<number>(eb.ref('n.words')).as('words')]),
    )
    .execute();
  const words = rows.flatMap(({ event, day, found }) =>
    found
      .filter(({ word }) => word !== '')
      .slice(0, FOUND_BY)
      .map(({ id }) => ({ event, day, id })),
  );
  const ways = rowsOf('n', {
    word: list.ints(words.map(({ id }) => id)),
    day: list.days(words.map(({ day }) => day)),
    event: list.ints(words.map(({ event }) => event)),
  });
  await db
    .insertInto('event_word')
    .columns(['word_id', 'day', 'event_id'])
    .expression(
      db.selectFrom(ways).select(['n.word', 'n.day', 'n.event']).orderBy('n.word').orderBy('n.day').orderBy('n.event'),
    )
    .execute();
}

type Use = { id: number; word: string; events: number };

async function countWords(client: pg.ClientBase, gists: readonly Put[]): Promise<Map<string, Use>> {
  const counts = new Map<string, number>();
  for (const { words } of gists) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const found = rowsOf('n', { word: list.texts([...counts.keys()]), events: list.ints([...counts.values()]) });
  const db = kysely(client);
  const rows = await db
    .insertInto('word_use')
    .columns(['word', 'events'])
    .expression(db.selectFrom(found).select(['n.word', 'n.events']))
    .onConflict((known) =>
      known.column('word').doUpdateSet((eb) => ({ events: eb('word_use.events', '+', eb.ref('excluded.events')) })),
    )
    .returning(['id', 'word', 'events'])
    .execute();
  return new Map(rows.map((row) => [row.word, row]));
}
