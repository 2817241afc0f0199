import { plainWordsOf } from '../domain/search/marks.ts';
import { readSearchText, wantedTerms } from '../domain/search/search-text.ts';
import { type KnownWord, likelyWord, oneAway } from '../domain/search/spelling.ts';
import type { Store } from '../store/database.ts';
import { Prisma } from '../store/generated/client.ts';
import { readRows } from '../store/read-rows.ts';
import { knownTerms } from './search-conditions.ts';

const MOST_NEAR = 60;
const MOST_WORDS = 6;

/** The search with words that the archive has in the place of those that it has not; undefined where there is nothing to change. */
export async function respelled(store: Store, q: string): Promise<string | undefined> {
  const terms = wantedTerms(readSearchText(q)).flatMap(({ kind, text }) => (kind === 'phrase' ? text.split(/\s+/) : [text]).map((word) => ({ kind, word })));
  const asked = terms.slice(0, MOST_WORDS).map(({ kind, word }) => ({ kind: kind === 'prefix' ? kind : ('word' as const), text: word }));
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

/** The words that one difference makes of it, by their own index; where there are none, those that have most rows of three letters in common with it. */
async function nearWords(store: Store, word: string): Promise<KnownWord[]> {
  const near = await readRows<KnownWord>(store, Prisma.sql`SELECT word, documents FROM search_word WHERE word = ANY(${oneAway(word)}::text[]) AND documents > 0`);
  if (near.length) return near;
  return readRows<KnownWord>(
    store,
    Prisma.sql`SELECT word, documents FROM search_word WHERE documents > 0 AND word % ${word} ORDER BY similarity(word, ${word}) DESC LIMIT ${MOST_NEAR}`,
  );
}
