import { sql } from 'kysely';
import type pg from 'pg';
import type { Day } from '../../kernel/day.ts';
import type { EntryId, RevisionId } from '../../kernel/ids.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { anyOf, asInts, count, inBraces, list, rowsOf } from '../../platform/database/sql-values.ts';
import { type Gist, gistOf } from '../suggestions/rules/gist.ts';
import type { LearnedEntry, LearnedText } from './learned.ts';

/** An entry is found by so many of its words, the rarest. */
const FOUND_BY = 12;

/** Keeps the gist of published entries, and in how many of them each word is. */
export async function indexGists(client: pg.ClientBase, batch: readonly LearnedEntry[]): Promise<void> {
  const known = await knownGists(client, batch);
  const moved = batch.filter(
    ({ entry, before, after }) => before?.revision !== after?.revision || (after !== null && !known.has(entry)),
  );
  if (!moved.length) return;
  await takeOut(client, moved);
  await putIn(client, await readGists(client, moved));
}

async function knownGists(client: pg.ClientBase, batch: readonly LearnedEntry[]): Promise<Set<EntryId>> {
  const rows = await kysely(client)
    .selectFrom('entry_gist')
    .select('entry_id')
    .where('entry_id', '=', anyOf(batch.map(({ entry }) => entry)))
    .execute();
  return new Set(rows.map((row) => row.entry_id));
}

async function takeOut(client: pg.ClientBase, moved: readonly LearnedEntry[]): Promise<void> {
  await kysely(client)
    .with('gone', (db) =>
      db
        .deleteFrom('entry_gist')
        .where('entry_id', '=', anyOf(moved.map(({ entry }) => entry)))
        .returning(['entry_id', 'day', 'words']),
    )
    .with('word', (db) =>
      db
        .selectFrom('gone as g')
        .crossJoinLateral((eb) => sql<{ id: number }>`unnest(${eb.ref('g.words')})`.as<'w'>(sql`w (id)`))
        .select(['g.entry_id', 'g.day', 'w.id']),
    )
    .with('unfound', (db) =>
      db
        .deleteFrom('entry_word as e')
        .using('word as w')
        .whereRef('e.word_id', '=', 'w.id')
        .whereRef('e.day', '=', 'w.day')
        .whereRef('e.entry_id', '=', 'w.entry_id'),
    )
    .updateTable('word_use as u')
    .from((eb) =>
      eb
        .selectFrom('word')
        .select(['word.id', count.as('entries')])
        .groupBy('word.id')
        .as('n'),
    )
    .set((eb) => ({ entries: eb('u.entries', '-', eb.ref('n.entries')) }))
    .whereRef('n.id', '=', 'u.id')
    .execute();
}

type GistRow = Gist & { entry: EntryId; day: Day };

async function readGists(client: pg.ClientBase, moved: readonly LearnedEntry[]): Promise<GistRow[]> {
  const there = moved.flatMap(({ entry, after }) => (after ? [{ entry, after }] : []));
  const topics = await originTopics(
    client,
    there.map(({ after }) => after),
  );
  return there.map(({ entry, after }) => ({
    entry,
    day: after.day,
    ...gistOf(after, topics.get(after.revision) ?? []),
  }));
}

/** The topics that lines of imported entries had, the innermost last. */
async function originTopics(client: pg.ClientBase, texts: readonly LearnedText[]): Promise<Map<RevisionId, string[]>> {
  const rows = await kysely(client)
    .selectFrom('revision')
    .select((eb) => ['id', sql<string[]>`${eb.ref('kept')} -> 'origin' -> 'topics'`.as('topics')])
    .where('id', '=', anyOf(texts.map(({ revision }) => revision)))
    .where((eb) => sql<boolean>`${eb.ref('kept')} -> 'origin' ? 'topics'`)
    .execute();
  return new Map(rows.map(({ id, topics }) => [id, topics]));
}

async function putIn(client: pg.ClientBase, gists: readonly GistRow[]): Promise<void> {
  if (!gists.length) return;
  const ids = await countWords(client, gists);
  const rows = gists.map((gist) => ({
    ...gist,
    found: gist.words.flatMap((word) => ids.get(word) ?? []).sort((a, b) => a.entries - b.entries),
  }));
  const db = kysely(client);
  const put = rowsOf('n', {
    entry: list.ints(rows.map(({ entry }) => entry)),
    day: list.days(rows.map(({ day }) => day)),
    topic: list.texts(rows.map(({ topic }) => topic)),
    words: list.texts(rows.map(({ found }) => inBraces(found.map(({ id }) => id)))),
  });
  await db
    .insertInto('entry_gist')
    .columns(['entry_id', 'day', 'topic', 'words'])
    .expression(
      db.selectFrom(put).select((eb) => ['n.entry', 'n.day', 'n.topic', asInts<number>(eb.ref('n.words')).as('words')]),
    )
    .execute();
  const words = rows.flatMap(({ entry, day, found }) =>
    found
      .filter(({ word }) => word !== '')
      .slice(0, FOUND_BY)
      .map(({ id }) => ({ entry, day, id })),
  );
  const ways = rowsOf('n', {
    word: list.ints(words.map(({ id }) => id)),
    day: list.days(words.map(({ day }) => day)),
    entry: list.ints(words.map(({ entry }) => entry)),
  });
  await db
    .insertInto('entry_word')
    .columns(['word_id', 'day', 'entry_id'])
    .expression(
      db.selectFrom(ways).select(['n.word', 'n.day', 'n.entry']).orderBy('n.word').orderBy('n.day').orderBy('n.entry'),
    )
    .execute();
}

type WordUse = { id: number; word: string; entries: number };

async function countWords(client: pg.ClientBase, gists: readonly GistRow[]): Promise<Map<string, WordUse>> {
  const counts = new Map<string, number>();
  for (const { words } of gists) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const found = rowsOf('n', { word: list.texts([...counts.keys()]), entries: list.ints([...counts.values()]) });
  const db = kysely(client);
  const rows = await db
    .insertInto('word_use')
    .columns(['word', 'entries'])
    .expression(db.selectFrom(found).select(['n.word', 'n.entries']))
    .onConflict((known) =>
      known.column('word').doUpdateSet((eb) => ({ entries: eb('word_use.entries', '+', eb.ref('excluded.entries')) })),
    )
    .returning(['id', 'word', 'entries'])
    .execute();
  return new Map(rows.map((row) => [row.word, row]));
}
