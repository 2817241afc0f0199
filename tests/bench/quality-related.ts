import { suggestRelated } from '../../lib/discovery/suggestions/queries/suggest-related.ts';
import { headlineSlug } from '../../lib/editorial/entries/store/headline-slug.ts';
import type { ContextId } from '../../lib/kernel/ids.ts';
import { freeSlug } from '../../lib/kernel/slug.ts';
import { eventPath } from '../../lib/layout/paths.ts';
import type { Store } from '../../lib/platform/database/database.ts';
import { type CorpusEntry, innermost } from './quality-entries.ts';

/**
 * What came of related proposals: the share of the first five with the same innermost topic, and how often one of them
 * is there.
 */
export type RelatedQuality = { asked: number; share: number; any: number };

const FIRST = 5;
const LEAST_OF_A_TOPIC = 5;
const AT_ONCE = 50;

/**
 * Asks for what is related to entries that are not in the archive of `store`, as an editor would who has ticked their
 * contexts; `archive` are those that are in it. Asked are those whose innermost topic at least five of them have;
 * topics are not told.
 */
export async function relatedQuality(
  store: Store,
  archive: readonly CorpusEntry[],
  asked: readonly CorpusEntry[],
): Promise<RelatedQuality> {
  const topics = topicsByPath(archive);
  const known = asked.filter((entry) => isKnown(topics, entry));
  const ids = await contextIds(store);
  let [share, any] = [0, 0];
  for (let at = 0; at < known.length; at += AT_ONCE) {
    const some = known.slice(at, at + AT_ONCE);
    const answers = await suggestRelated(
      store,
      some.map((entry) => questionOf(entry, ids)),
    );
    for (const [i, answer] of answers.entries()) {
      const right = answer
        .slice(0, FIRST)
        .filter(({ path }) => topics.get(path) === innermost(some[i] as CorpusEntry)).length;
      share += right / FIRST;
      any += right > 0 ? 1 : 0;
    }
  }
  return { asked: known.length, share: share / known.length, any: any / known.length };
}

/**
 * The same by the rule of the old archive, the number of shared contexts, and by their rarity alone: what the figures
 * are beside.
 */
export function plainRelatedQuality(
  archive: readonly CorpusEntry[],
  asked: readonly CorpusEntry[],
  weigh: 'number' | 'rarity',
): RelatedQuality {
  const uses = new Map<string, number[]>();
  for (const [at, entry] of archive.entries())
    for (const name of new Set(entry.contexts)) uses.set(name, [...(uses.get(name) ?? []), at]);
  const topics = topicsByPath(archive);
  const known = asked.filter((entry) => isKnown(topics, entry));
  let [share, any] = [0, 0];
  for (const entry of known) {
    const scores = new Map<number, number>();
    for (const name of new Set(entry.contexts))
      for (const at of uses.get(name) ?? [])
        scores.set(
          at,
          (scores.get(at) ?? 0) +
            (weigh === 'number' ? 1 : Math.log(1 + archive.length / (uses.get(name)?.length ?? 1))),
        );
    const first = [...scores].sort(([i, a], [j, b]) => b - a || j - i).slice(0, FIRST);
    const right = first.filter(([at]) => innermost(archive[at] as CorpusEntry) === innermost(entry)).length;
    share += right / FIRST;
    any += right > 0 ? 1 : 0;
  }
  return { asked: known.length, share: share / known.length, any: any / known.length };
}

function isKnown(topics: ReadonlyMap<string, string | undefined>, entry: CorpusEntry): boolean {
  const topic = innermost(entry);
  return topic !== undefined && (countsOf(topics).get(topic) ?? 0) >= LEAST_OF_A_TOPIC;
}

const counted = new WeakMap<ReadonlyMap<string, string | undefined>, Map<string, number>>();

function countsOf(topics: ReadonlyMap<string, string | undefined>): Map<string, number> {
  const known = counted.get(topics);
  if (known) return known;
  const counts = new Map<string, number>();
  for (const topic of topics.values()) if (topic !== undefined) counts.set(topic, (counts.get(topic) ?? 0) + 1);
  counted.set(topics, counts);
  return counts;
}

/** The innermost topic of each page, by the path that an import gives it. */
function topicsByPath(archive: readonly CorpusEntry[]): Map<string, string | undefined> {
  const topics = new Map<string, string | undefined>();
  for (const entry of archive) {
    const slug = freeSlug(headlineSlug(entry.headline), (candidate) => topics.has(eventPath(entry.date, candidate)));
    topics.set(eventPath(entry.date, slug), innermost(entry));
  }
  return topics;
}

async function contextIds(store: Store): Promise<Map<string, ContextId>> {
  const { rows } = await store.pool.query<{ id: ContextId; name: string }>('SELECT id, name FROM context');
  return new Map(rows.map(({ id, name }) => [name, id]));
}

function questionOf({ date, headline, contexts = [] }: CorpusEntry, ids: ReadonlyMap<string, ContextId>) {
  const chosen = contexts.flatMap((name) => ids.get(name) ?? []);
  return { entry: null, day: date, headline, summary: '', contexts: chosen, urls: [], chosen };
}
