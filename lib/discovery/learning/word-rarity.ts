import { keptStatements, type Queryable } from '../../platform/database/kysely.ts';
import { anyText } from '../../platform/database/sql-values.ts';
import { rarityOf } from '../suggestions/rules/rarity.ts';

/**
 * How rare words are in the published archive. `ids` are those of the words that are in it; `all` is how many entries
 * it has.
 */
export type WordRarity = {
  all: number;
  rarest: number;
  ids: ReadonlyMap<string, number>;
  of: (word: string) => number;
};

/** How rare these words are. */
export async function wordRarity(on: Queryable, words: Iterable<string>): Promise<WordRarity> {
  const rows = await keptStatements(on)
    .selectFrom('word_use')
    .select(['id', 'word', 'entries'])
    .where('word', '=', anyText(['', ...new Set(words)]))
    .where('entries', '>', 0)
    .execute();
  const entries = new Map(rows.map((row) => [row.word, row.entries]));
  const all = entries.get('') ?? 0;
  return {
    all,
    rarest: rarityOf(0, all),
    ids: new Map(rows.map((row) => [row.word, row.id])),
    of: (word) => rarityOf(entries.get(word) ?? 0, all),
  };
}
