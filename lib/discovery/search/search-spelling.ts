import { sql } from 'kysely';
import { plainWordsOf } from '../../kernel/text/marks.ts';
import { readSearchText, wantedTerms } from '../../kernel/text/search-text.ts';
import { type KnownWord, likelyWord, oneAway } from '../../kernel/text/spelling.ts';
import type { Store } from '../../platform/database/database.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { anyText } from '../../platform/database/sql-values.ts';
import { knownTerms } from './search-words.ts';

const MOST_NEAR = 60;
const MOST_WORDS = 6;

/**
 * The search with words that the archive has in the place of those that it has not; undefined where there is nothing to
 * change.
 */
export async function respelled(store: Store, q: string): Promise<string | undefined> {
  const terms = wantedTerms(readSearchText(q)).flatMap(({ kind, text }) =>
    (kind === 'phrase' ? text.split(/\s+/) : [text]).map((word) => ({ kind, word })),
  );
  const asked = terms
    .slice(0, MOST_WORDS)
    .map(({ kind, word }) => ({ kind: kind === 'prefix' ? kind : ('word' as const), text: word }));
  const known = await knownTerms(store, asked);
  let corrected = q;
  for (const [at, { text: word }] of asked.entries()) {
    const [plain, ...more] = plainWordsOf(word);
    if (!plain || more.length || known[at]) continue;
    const likely = likelyWord(plain, await nearWords(store, plain));
    if (likely) corrected = corrected.replace(word, likely);
  }
  return corrected === q ? undefined : corrected;
}

/**
 * The words that one difference makes of it, by their own index; where there are none, those that have most rows of
 * three letters in common with it.
 */
async function nearWords(store: Store, word: string): Promise<KnownWord[]> {
  const words = kysely(store.pool)
    .selectFrom('search_word')
    .select(['word', 'documents'])
    .where('documents', '>', sql.lit(0));
  const near = await words.where('word', '=', anyText(oneAway(word))).execute();
  if (near.length) return near;
  return words
    .where((eb) => sql<boolean>`${eb.ref('word')} % ${word}`)
    .orderBy((eb) => sql`similarity(${eb.ref('word')}, ${word})`, 'desc')
    .limit(MOST_NEAR)
    .execute();
}
