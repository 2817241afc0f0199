import type { ContextId } from '../../../kernel/ids.ts';
import type { Gram, GramText } from './grams.ts';
import type { SpokenForm } from './spoken-names.ts';

/** In how many entries a gram was, how many of them had which context, and for how many a context was dismissed. */
export type GramCounts = {
  entries: number;
  uses: ReadonlyMap<ContextId, number>;
  dismissals?: ReadonlyMap<ContextId, number>;
};

/** A context that a gram names, and how. */
export type NamedContext = { context: ContextId; form: SpokenForm | 'alias' };

/** What an archive knows of the words of a text. */
export type WordCounts = {
  counts(key: number): GramCounts | undefined;
  named(key: number): readonly NamedContext[];
  uses(context: ContextId): number;
};

/** What one gram says for a context: `share` is the cautious share of its entries that have it. */
export type GramLead = { gram: Gram; share: number; uses: number; entries: number };

/** A gram that names a context; `rivals` are the contexts that it may mean. */
export type NameEvidence = {
  gram: Gram;
  form: NamedContext['form'];
  share: number;
  uses: number;
  entries: number;
  rivals: number;
};

/** Everything that speaks for a context in a text. */
export type ContextEvidence = {
  context: ContextId;
  uses: number;
  leads: GramLead[];
  best: GramLead | null;
  naming: NameEvidence | null;
  /** Where in the text it would be meant, and how likely by the better of both. */
  place: Gram;
  likely: number;
};

const LEAST_SHARE = 0.06;
/** A context that came with a gram once says little where the gram came more often. */
const ONCE_AMONG = 3;
/** What a dismissal weighs against an entry that had the gram. */
const DISMISSAL = 2;
/** How many contexts of a text are looked at. */
const MOST_CANDIDATES = 80;

/** The contexts that an archive's knowledge speaks for in a text, the likeliest first. */
export function evidenceIn({ grams }: GramText, knowledge: WordCounts): ContextEvidence[] {
  const found = new Map<ContextId, { leads: GramLead[]; naming: NameEvidence | null }>();
  const of = (context: ContextId) => {
    const known = found.get(context) ?? { leads: [], naming: null };
    found.set(context, known);
    return known;
  };
  for (const gram of grams) {
    const counts = knowledge.counts(gram.key);
    for (const lead of leadsOf(gram, counts)) of(lead.context).leads.push(lead);
    for (const naming of namingsBy(gram, counts, knowledge)) {
      const known = of(naming.context);
      if (!known.naming || known.naming.gram.length < gram.length) known.naming = naming;
    }
  }
  return [...found]
    .map(([context, { leads, naming }]) => weighed(context, knowledge.uses(context), leads, naming))
    .sort((a, b) => b.likely - a.likely || a.context - b.context)
    .slice(0, MOST_CANDIDATES);
}

function leadsOf(gram: Gram, counts: GramCounts | undefined): (GramLead & { context: ContextId })[] {
  const leads: (GramLead & { context: ContextId })[] = [];
  if (!counts) return leads;
  const { entries } = counts;
  for (const [context, uses] of counts.uses) {
    if (uses < LEAST_SHARE * (entries + 1) || (uses === 1 && entries > ONCE_AMONG)) continue;
    leads.push({ context, gram, share: uses / (entries + 2 + against(counts, context)), uses, entries });
  }
  return leads;
}

function namingsBy(
  gram: Gram,
  counts: GramCounts | undefined,
  knowledge: WordCounts,
): (NameEvidence & { context: ContextId })[] {
  const named = knowledge.named(gram.key);
  return named.map(({ context, form }) => {
    const [uses, entries] = [counts?.uses.get(context) ?? 0, counts?.entries ?? 0];
    const share = (uses + 0.4) / (entries + 1 + (counts ? against(counts, context) : 0));
    return { context, gram, form, share, uses, entries, rivals: named.length };
  });
}

function against(counts: GramCounts, context: ContextId): number {
  return DISMISSAL * (counts.dismissals?.get(context) ?? 0);
}

function weighed(context: ContextId, uses: number, leads: GramLead[], naming: NameEvidence | null): ContextEvidence {
  let best: GramLead | null = null;
  for (const lead of leads) if (!best || lead.share > best.share) best = lead;
  const place = (naming ?? best)?.gram as Gram;
  return { context, uses, leads, best, naming, place, likely: Math.max(best?.share ?? 0, naming?.share ?? 0) };
}
