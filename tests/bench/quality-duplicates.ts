import { suggestDuplicates } from '../../lib/discovery/suggestions/queries/suggest-duplicates.ts';
import type { Draft } from '../../lib/discovery/suggestions/rules/suggestion.ts';
import { wordsIn } from '../../lib/kernel/text/words.ts';
import type { Store } from '../../lib/platform/database/database.ts';
import type { CorpusEntry } from './quality-entries.ts';

/**
 * What came of the search for duplicates: of `edited` headlines, the share whose entry was found; of `others`, which
 * have none, the share for which one was claimed.
 */
export type DuplicateQuality = { edited: number; found: number; first: number; others: number; alarms: number };

const AT_ONCE = 100;
/** Two headlines of a day that share less are not the same one, edited. */
const ALIKE = 0.4;

/**
 * Asks of the portal's later rendering whether each of its entries is in the archive, which holds the earlier one. The
 * truth: on each day equal headlines belong together, and of the rest the likest, each to one. For the alarms every
 * entry of the archive is asked about as if it were not there.
 */
export async function duplicateQuality(
  store: Store,
  archive: readonly CorpusEntry[],
  later: readonly CorpusEntry[],
): Promise<DuplicateQuality> {
  const { edited } = aligned(archive, later);
  let [found, first, alarms] = [0, 0, 0];
  for (const some of inParts(edited)) {
    const answers = await suggestDuplicates(
      store,
      some.map(({ now }) => questionOf(now)),
    );
    for (const [i, answer] of answers.entries()) {
      const at = answer.findIndex(
        ({ day, headline }) => day === some[i]?.was.date && headline === some[i]?.was.headline,
      );
      found += at >= 0 ? 1 : 0;
      first += at === 0 ? 1 : 0;
    }
  }
  for (const some of inParts(archive)) {
    const answers = await suggestDuplicates(store, some.map(questionOf));
    for (const [i, answer] of answers.entries())
      alarms += answer.some(({ day, headline }) => day !== some[i]?.date || headline !== some[i]?.headline) ? 1 : 0;
  }
  return {
    edited: edited.length,
    found: found / edited.length,
    first: first / edited.length,
    others: archive.length,
    alarms: alarms / archive.length,
  };
}

type Edited = { was: CorpusEntry; now: CorpusEntry };

/** Which entries of the later rendering are an earlier one with another headline. */
function aligned(archive: readonly CorpusEntry[], later: readonly CorpusEntry[]): { edited: Edited[] } {
  const days = Map.groupBy(archive, ({ date }) => date);
  const edited: Edited[] = [];
  for (const [date, now] of Map.groupBy(later, (entry) => entry.date)) {
    const was = days.get(date);
    if (was) edited.push(...alignedOnDay(was, now));
  }
  return { edited };
}

function alignedOnDay(was: readonly CorpusEntry[], now: readonly CorpusEntry[]): Edited[] {
  const left = [...was];
  const rest = now.filter(({ headline }) => {
    const same = left.findIndex((entry) => entry.headline === headline);
    if (same >= 0) left.splice(same, 1);
    return same < 0;
  });
  const pairs = left.flatMap((one) =>
    rest.map((other) => ({ was: one, now: other, like: shareOf(one.headline, other.headline) })),
  );
  const taken = new Set<CorpusEntry>();
  return pairs
    .filter(({ like }) => like >= ALIKE)
    .sort((a, b) => b.like - a.like)
    .filter((pair) => {
      if (taken.has(pair.was) || taken.has(pair.now)) return false;
      taken.add(pair.was).add(pair.now);
      return true;
    });
}

function shareOf(a: string, b: string): number {
  const [left, right] = [new Set(wordsIn(a).map(({ word }) => word)), new Set(wordsIn(b).map(({ word }) => word))];
  return (2 * [...left].filter((word) => right.has(word)).length) / (left.size + right.size);
}

function* inParts<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let at = 0; at < items.length; at += AT_ONCE) yield items.slice(at, at + AT_ONCE);
}

function questionOf({ date, headline }: CorpusEntry): Draft {
  return { entry: null, day: date, headline, summary: '', contexts: [], urls: [] };
}
