import type { ContextId, EntryId } from '../../../kernel/ids.ts';
import type { Store } from '../../../platform/database/database.ts';
import { readKnowledge, type WordKnowledge } from '../../learning/word-knowledge.ts';
import { type ContextEvidence, evidenceIn } from '../rules/context-evidence.ts';
import { featuresOf } from '../rules/context-features.ts';
import { reasonFor } from '../rules/context-reason.ts';
import { scoreOf } from '../rules/context-score.ts';
import { CHOSEN_FROM } from '../rules/context-weights.ts';
import { type GramText, gramsOfEntry } from '../rules/grams.ts';
import { type Draft, type SuggestedContext, toldScore } from '../rules/suggestion.ts';
import { readDismissals } from '../store/dismissals.ts';

const MOST = 10;

type ContextQuestion = { text: GramText; left: readonly ContextId[] };

/**
 * Ten contexts at most that each of these drafts may belong to, likeliest first: by their names, and by what the words
 * led to in published entries. Those that a draft has and those that were dismissed for it are left out.
 */
export async function suggestContexts(store: Store, drafts: readonly Draft[]): Promise<SuggestedContext[][]> {
  const asked = await readAsked(store, drafts);
  const keys = new Set(asked.flatMap(({ text }) => text.grams.map((gram) => gram.key)));
  const knowledge = await readKnowledge(
    store.pool,
    [...keys],
    asked.flatMap(({ left }) => left),
  );
  return asked.map((one) => proposed(one, knowledge));
}

async function readAsked(store: Store, drafts: readonly Draft[]): Promise<ContextQuestion[]> {
  const entries = drafts.flatMap(({ entry }) => entry ?? []);
  const dismissed = entries.length ? await readDismissals(store.pool, entries) : new Map<EntryId, never>();
  return drafts.map(({ entry, headline, summary, contexts }) => ({
    text: gramsOfEntry(headline, summary),
    left: [...contexts, ...((entry === null ? undefined : dismissed.get(entry))?.contexts ?? [])],
  }));
}

function proposed({ text, left }: ContextQuestion, knowledge: WordKnowledge): SuggestedContext[] {
  const candidates = evidenceIn(text, knowledge);
  const features = featuresOf(text, candidates, knowledge);
  const taken = new Set(left.map(knowledge.meant));
  return candidates
    .flatMap((candidate, at) => {
      const seen = features[at];
      return seen ? [{ candidate, score: scoreOf(seen) }] : [];
    })
    .filter(({ candidate }) => !taken.has(candidate.context))
    .sort((a, b) => b.score - a.score || a.candidate.context - b.candidate.context)
    .slice(0, MOST)
    .map(({ candidate, score }) => said(candidate, score, text, knowledge));
}

function said(candidate: ContextEvidence, score: number, text: GramText, knowledge: WordKnowledge): SuggestedContext {
  const { context } = candidate;
  return {
    id: context,
    name: knowledge.name(context),
    score: toldScore(score),
    reason: reasonFor(candidate, text),
    chosen: score >= CHOSEN_FROM,
  };
}
