import { findContexts } from '../../lib/editorial/contexts/queries/find-contexts.ts';
import { fold } from '../../lib/kernel/folding.ts';
import type { ContextId } from '../../lib/kernel/ids.ts';
import type { Store } from '../../lib/platform/database/database.ts';
import { findPublishers } from '../../lib/sources/queries/find-publishers.ts';
import type { CorpusEntry } from './quality-entries.ts';

/**
 * Of the names that entries have, the share that is among the first five after three letters: of contexts by the
 * letters alone, with the day and the text of the entry, and with the contexts before it besides; of publishers by the
 * letters. Names that the archive does not know are left out, and counted.
 */
export type TypeAheadQuality = {
  uses: number;
  unknown: number;
  letters: number;
  text: number;
  entry: number;
  publishers: number;
};

const LETTERS = 3;
const FIRST = 5;

/**
 * Types each name of these entries as an editor would: every use counts once, so that what is used more weighs more.
 */
export async function typeAheadQuality(store: Store, entries: readonly CorpusEntry[]): Promise<TypeAheadQuality> {
  const { rows } = await store.pool.query<{ id: ContextId; name: string }>(
    'SELECT id, name FROM context WHERE merged_into IS NULL',
  );
  const ids = new Map(rows.map(({ id, name }) => [name, id]));
  const counts = { uses: 0, unknown: 0, letters: 0, text: 0, entry: 0, publishers: 0 };
  let sources = 0;
  for (const { date, headline, contexts = [], sources: cited = [] } of entries) {
    const chosen: ContextId[] = [];
    for (const name of new Set(contexts)) {
      const id = ids.get(name);
      if (id === undefined) counts.unknown += 1;
      else {
        const typed = firstLetters(name);
        const others = chosen.length ? { with: [...chosen] } : {};
        const asked = [{}, { date, text: headline }, { date, text: headline, ...others }];
        const found = await Promise.all(
          asked.map(async (entry) => isAmongFirst(await findContexts(store, typed, entry), id, chosen)),
        );
        counts.uses += 1;
        for (const [at, key] of (['letters', 'text', 'entry'] as const).entries()) counts[key] += found[at] ? 1 : 0;
        chosen.push(id);
      }
    }
    for (const { publisher } of cited.filter((source) => source.publisher)) {
      sources += 1;
      counts.publishers += (await findPublishers(store, firstLetters(publisher)))
        .slice(0, FIRST)
        .some(({ name }) => fold(name) === fold(publisher))
        ? 1
        : 0;
    }
  }
  const { uses, unknown, letters, text, entry, publishers } = counts;
  return {
    uses,
    unknown,
    letters: letters / uses,
    text: text / uses,
    entry: entry / uses,
    publishers: publishers / Math.max(1, sources),
  };
}

function firstLetters(name: string): string {
  return [...fold(name)].slice(0, LETTERS).join('');
}

/** The editor leaves out what the entry has already. */
function isAmongFirst(found: readonly { id: number }[], id: number, chosen: readonly number[]): boolean {
  return found
    .filter((context) => !chosen.includes(context.id))
    .slice(0, FIRST)
    .some((context) => context.id === id);
}
