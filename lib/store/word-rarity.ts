import { rarityOf } from '../domain/suggesting/rarity.ts';
import type { Queryable } from './published.ts';

/** How rare words are in the published archive. `ids` are those of the words that stand in it; `all` is how many entries it has. */
export type WordRarity = { all: number; rarest: number; ids: ReadonlyMap<string, number>; of: (word: string) => number };

/** How rare these words are. */
export async function wordRarity(db: Queryable, words: Iterable<string>): Promise<WordRarity> {
  const { rows } = await db.query<{ id: number; word: string; events: number }>({
    name: 'word-rarity',
    text: 'SELECT id, word, events FROM word_use WHERE word = ANY($1::text[]) AND events > 0',
    values: [['', ...new Set(words)]],
  });
  const events = new Map(rows.map((row) => [row.word, row.events]));
  const all = events.get('') ?? 0;
  return { all, rarest: rarityOf(0, all), ids: new Map(rows.map((row) => [row.word, row.id])), of: (word) => rarityOf(events.get(word) ?? 0, all) };
}
