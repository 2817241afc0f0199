import { type NotNull, sql } from 'kysely';
import { dayNumber } from '../../../kernel/day.ts';
import type { ContextId, EntryId } from '../../../kernel/ids.ts';
import type { Store } from '../../../platform/database/database.ts';
import { keptStatements } from '../../../platform/database/kysely.ts';
import { OPEN } from '../../../platform/database/proposal-expressions.ts';
import { anyOf, asDay } from '../../../platform/database/sql-values.ts';
import { type WordRarity, wordRarity } from '../../learning/word-rarity.ts';
import { distinctWords, tellingWords } from '../rules/gist.ts';
import { rarityOf } from '../rules/rarity.ts';
import { type RelatedCandidate, type RelatedQuery, type RelatedRank, rankRelated } from '../rules/related.ts';
import { type Draft, type SuggestedRelated, toldScore } from '../rules/suggestion.ts';
import { readDismissals } from '../store/dismissals.ts';
import { type Candidate, relatedCandidates, type SoughtEntry } from '../store/related-candidates.ts';

/** A draft, and the contexts that its related entries are sought by. */
type RelatedQuestion = Draft & { chosen: readonly ContextId[] };

/** A draft with its words, and those by which others like it can be found. */
type ReadQuestion = RelatedQuestion & { words: readonly string[]; telling: ReadonlySet<string> };

const MOST = 8;
/** An entry is sought by so many of its words, the rarest. */
const SOUGHT_BY = 8;

/**
 * Published entries that each of these drafts may lead to, best first; `chosen` are the contexts to go by. Left out are
 * the entry itself, those that were dismissed for it and those that it names already.
 */
export async function suggestRelated(store: Store, asked: readonly RelatedQuestion[]): Promise<SuggestedRelated[][]> {
  const drafts = asked.map(read);
  const [rarity, contexts, leftOut] = await Promise.all([
    wordRarity(
      store.pool,
      drafts.flatMap((draft) => draft.words),
    ),
    meantContexts(
      store,
      drafts.flatMap((draft) => draft.chosen),
    ),
    leftOutOf(store, drafts),
  ]);
  const queries = drafts.map((draft) => queryOf(draft, rarity, contexts));
  const found = await candidatesOf(store, drafts, queries, rarity);
  const ranks = queries.map((query, of) => {
    const out = leftOut(drafts[of]?.entry ?? null);
    const known = (found.get(of) ?? []).filter(({ entry }) => !out.has(entry));
    return rankRelated(query, withShared(query, known, rarity)).slice(0, MOST);
  });
  return shown(store, drafts, ranks, contexts);
}

function read(draft: RelatedQuestion): ReadQuestion {
  const text = `${draft.headline} ${draft.summary}`;
  return { ...draft, words: distinctWords(text), telling: tellingWords(text) };
}

type MeantContext = { id: ContextId; name: string; rarity: number };

/** What contexts mean since some were merged, and how rare they are, by the id that a text has. */
async function meantContexts(store: Store, ids: readonly ContextId[]): Promise<Map<ContextId, MeantContext>> {
  if (!ids.length) return new Map();
  const rows = await keptStatements(store.pool)
    .selectFrom('context_meaning as m')
    .leftJoin('context_use as u', 'u.context_id', 'm.means')
    .select((eb) => [
      'm.id as raw',
      'm.means as id',
      'm.name',
      eb.fn.coalesce('u.entries', sql.lit(0)).as('entries'),
      sql<number>`coalesce(${eb
        .selectFrom('word_use')
        .select('word_use.entries')
        .where('word', '=', sql.lit(''))}, 0)`.as('all'),
    ])
    .where('m.id', '=', anyOf([...new Set(ids)]))
    .execute();
  return new Map(rows.map(({ raw, id, name, entries, all }) => [raw, { id, name, rarity: rarityOf(entries, all) }]));
}

/** What is not proposed for an entry: itself, what was dismissed for it, and what its newest text names. */
async function leftOutOf(
  store: Store,
  drafts: readonly RelatedQuestion[],
): Promise<(entry: EntryId | null) => ReadonlySet<EntryId>> {
  const entries = drafts.flatMap(({ entry }) => entry ?? []);
  if (!entries.length) return () => new Set();
  const [dismissed, named] = await Promise.all([readDismissals(store.pool, entries), namedBy(store, entries)]);
  const names = new Map(named.map((row) => [row.entry, row.named]));
  return (entry) =>
    new Set(entry === null ? [] : [entry, ...(dismissed.get(entry)?.related ?? []), ...(names.get(entry) ?? [])]);
}

/** What the newest text of each of these entries names. */
function namedBy(store: Store, entries: readonly EntryId[]) {
  return keptStatements(store.pool)
    .selectFrom('entry as e')
    .leftJoin('proposal as p', (on) => on.onRef('p.entry_id', '=', 'e.id').on('p.state', 'in', OPEN))
    .innerJoin('revision as r', (on) =>
      on.on((eb) => eb('r.id', '=', eb.fn.coalesce('p.revision_id', 'e.published_revision_id'))),
    )
    .select((eb) => ['e.id as entry', sql<EntryId[]>`related_entries(${eb.ref('r.related')})`.as('named')])
    .where('e.id', '=', anyOf(entries))
    .execute();
}

function queryOf(
  draft: ReadQuestion,
  rarity: WordRarity,
  contexts: ReadonlyMap<ContextId, MeantContext>,
): RelatedQuery {
  const meant = draft.chosen.flatMap((id) => contexts.get(id) ?? []);
  return {
    day: dayNumber(draft.day),
    words: new Map(draft.words.map((word) => [word, rarity.of(word)])),
    contexts: new Map(meant.map(({ id, rarity: rare }) => [id, rare])),
    rarest: rarity.rarest,
  };
}

async function candidatesOf(
  store: Store,
  drafts: readonly ReadQuestion[],
  queries: readonly RelatedQuery[],
  rarity: WordRarity,
): Promise<Map<number, Candidate[]>> {
  const [words, contexts]: [SoughtEntry[], SoughtEntry[]] = [[], []];
  for (const [of, query] of queries.entries()) {
    const draft = drafts[of];
    if (!draft) continue;
    const { day } = draft;
    const known = soughtWords(draft, query, rarity);
    for (const word of known)
      words.push({ of, id: rarity.ids.get(word) ?? 0, day, tells: (query.words.get(word) ?? 0) ** 2 });
    for (const [id, rare] of query.contexts) contexts.push({ of, id, day, tells: rare ** 2 });
  }
  return Map.groupBy(await relatedCandidates(store.pool, words, contexts), (candidate) => candidate.of);
}

/** The rarest words that tell something, in so far as anything published has them. */
function soughtWords({ telling }: ReadQuestion, query: RelatedQuery, rarity: WordRarity): string[] {
  const known = [...query.words].filter(([word]) => rarity.ids.has(word) && telling.has(word));
  return known
    .sort(([, a], [, b]) => b - a)
    .slice(0, SOUGHT_BY)
    .map(([word]) => word);
}

/** What the candidates share with the draft. */
function withShared(query: RelatedQuery, candidates: readonly Candidate[], rarity: WordRarity): RelatedCandidate[] {
  const mine = new Map(
    [...query.words.keys()].flatMap((word) => (rarity.ids.has(word) ? [[rarity.ids.get(word), word] as const] : [])),
  );
  const topics = new Map<string, string[]>();
  return candidates.map(({ entry, day, topic, words, contexts }) => {
    const topicWords = topics.get(topic) ?? distinctWords(topic);
    topics.set(topic, topicWords);
    const sharedWords = words.flatMap((id) => mine.get(id) ?? []).sort((a, b) => rarity.of(b) - rarity.of(a));
    const meant = [...new Set(contexts)];
    const shared = meant.filter((id) => query.contexts.has(id));
    return {
      entry,
      day: dayNumber(day),
      topic,
      topicWords,
      sharedWords,
      words: words.length - 1,
      shared,
      contexts: meant.length,
    };
  });
}

/** The ranked ones as they are shown; whatever was withdrawn since it was learned is left out. */
async function shown(
  store: Store,
  drafts: readonly ReadQuestion[],
  ranks: readonly (readonly RelatedRank[])[],
  contexts: ReadonlyMap<ContextId, MeantContext>,
): Promise<SuggestedRelated[][]> {
  const entries = [...new Set(ranks.flat().map(({ entry }) => entry))];
  const rows = await keptStatements(store.pool)
    .selectFrom('entry as e')
    .innerJoin('revision as r', 'r.id', 'e.published_revision_id')
    .select((eb) => ['e.id as entry', asDay(eb.ref('e.day')).as('day'), 'e.path', 'r.headline'])
    .where('e.id', '=', anyOf(entries))
    .where('e.path', 'is not', null)
    .$narrowType<{ path: NotNull }>()
    .execute();
  const pages = new Map(rows.map((row) => [row.entry, row]));
  const names = new Map([...contexts.values()].map(({ id, name, rarity }) => [id, { name, rarity }]));
  return ranks.map((rank, of) => {
    const draft = drafts[of];
    if (!draft) return [];
    return rank.flatMap(({ entry, score, shared, sharedWords }) => {
      const page = pages.get(entry);
      if (!page) return [];
      const named = shared.flatMap((id) => names.get(id) ?? []).sort((a, b) => b.rarity - a.rarity);
      const sharedNames = named.map(({ name }) => name);
      const words = sharedWords.filter((word) => draft.telling.has(word));
      const reason = reasonOf(sharedNames, words, dayNumber(page.day) - dayNumber(draft.day));
      return [{ ...page, score: toldScore(score), shared: sharedNames, reason }];
    });
  });
}

const MOST_NAMED = 3;

/** Why it is proposed: "shares In Amenas hostage crisis; 2 days earlier". */
function reasonOf(contexts: readonly string[], words: readonly string[], days: number): string {
  const names = contexts.slice(0, MOST_NAMED).join(', ');
  const more = contexts.length > MOST_NAMED ? ` and ${contexts.length - MOST_NAMED} more` : '';
  const shares = contexts.length
    ? `shares ${names}${more}`
    : words.length
      ? `shares the words ${words.slice(0, MOST_NAMED).join(', ')}`
      : 'with a similar topic';
  return `${shares}; ${whenOf(days)}`;
}

function whenOf(days: number): string {
  if (days === 0) return 'the same day';
  const many = Math.abs(days);
  return `${many} ${many === 1 ? 'day' : 'days'} ${days < 0 ? 'earlier' : 'later'}`;
}
