import type { ContextId, EntryId } from '../../../kernel/ids.ts';

/**
 * What related entries are sought for: how rare its words and contexts are in the archive, in which nothing is rarer
 * than `rarest`.
 */
export type RelatedQuery = {
  day: number;
  words: ReadonlyMap<string, number>;
  contexts: ReadonlyMap<ContextId, number>;
  rarest: number;
};

/**
 * A published entry that shares something with it: the shared words and contexts, and of how many. `topicWords` are
 * those of its innermost topic. Days are counted.
 */
export type RelatedCandidate = {
  entry: EntryId;
  day: number;
  topic: string;
  topicWords: readonly string[];
  sharedWords: readonly string[];
  words: number;
  shared: readonly ContextId[];
  contexts: number;
};

/** A candidate with its score, best first. */
export type RelatedRank = RelatedCandidate & { score: number };

/** How much each kind of likeness counts. */
const WEIGHTS = { contexts: 0.8, words: 1, topic: 0.5 } as const;
/** A word or context is as rare as this share of the rarest, in the middle of a text. */
const MIDDLING = { word: 0.47, context: 0.75 } as const;
/** After so many days, half of what nearness gives is gone. */
const HALF_GONE = 100;
const NEARNESS = 0.5;
/** So many of the likest say what it is about. */
const VOTERS = 30;
const VOTE = 0.5;
/** Of the first five, so many may be of one topic where another topic is nearly as likely. */
const MOST_OF_A_TOPIC = 4;
const NEARLY = 0.7;

/**
 * The candidates in the order in which they are proposed. Those that share rare words and contexts, and the nearer
 * days, come first. The likest of them then say what the entry is about, each for its own innermost topic, and whatever
 * is of that topic rises. The fifth place goes to another topic where that is nearly as likely, so that a wrong guess
 * does not fill them all.
 */
export function rankRelated(query: RelatedQuery, candidates: readonly RelatedCandidate[]): RelatedRank[] {
  const like = candidates.map((candidate) => ({ ...candidate, score: likeness(query, candidate) })).sort(byScore);
  const votes = votesOf(like);
  const most = Math.max(...votes.values());
  const best = like[0]?.score ?? 0;
  const ranked = like
    .map((one) => ({ ...one, score: one.score + (VOTE * best * (votes.get(one.topic) ?? 0)) / most }))
    .sort(byScore);
  return withAnotherTopic(ranked);
}

function likeness(query: RelatedQuery, candidate: RelatedCandidate): number {
  const words = overlap(query.words, candidate.sharedWords, candidate.words, MIDDLING.word * query.rarest);
  const topic = overlap(
    query.words,
    candidate.topicWords,
    candidate.topicWords.length,
    MIDDLING.context * query.rarest,
  );
  const contexts = overlap(query.contexts, candidate.shared, candidate.contexts, MIDDLING.context * query.rarest);
  const near = 1 - NEARNESS + NEARNESS / (1 + Math.abs(candidate.day - query.day) / HALF_GONE);
  return near * (WEIGHTS.words * words + WEIGHTS.topic * topic + WEIGHTS.contexts * contexts);
}

/** How much of both is in both, the rare weighing more; of the other one only its size is known. */
function overlap<Item>(
  mine: ReadonlyMap<Item, number>,
  shared: readonly Item[],
  size: number,
  middling: number,
): number {
  const length = Math.sqrt(squares(mine.values())) * middling * Math.sqrt(size);
  return length > 0 ? squares(shared.map((item) => mine.get(item) ?? 0)) / length : 0;
}

function squares(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return sum;
}

function votesOf(like: readonly RelatedRank[]): Map<string, number> {
  const votes = new Map<string, number>();
  for (const { topic, score } of like.slice(0, VOTERS))
    if (topic !== '') votes.set(topic, (votes.get(topic) ?? 0) + score);
  return votes;
}

function withAnotherTopic(ranked: readonly RelatedRank[]): RelatedRank[] {
  const first = ranked.slice(0, MOST_OF_A_TOPIC);
  const fifth = ranked[MOST_OF_A_TOPIC];
  const isFull = fifth !== undefined && fifth.topic !== '' && first.every(({ topic }) => topic === fifth.topic);
  const other = isFull ? ranked.findIndex(({ topic }) => topic !== '' && topic !== fifth.topic) : -1;
  const found = ranked[other];
  if (!fifth || !found || found.score < NEARLY * fifth.score) return [...ranked];
  return [...first, found, ...ranked.slice(MOST_OF_A_TOPIC).filter((one) => one !== found)];
}

function byScore(a: RelatedRank, b: RelatedRank): number {
  return b.score - a.score || b.entry - a.entry;
}
