import type { ContextEvidence, WordCounts } from './context-evidence.ts';
import type { Gram, GramText } from './grams.ts';

const WORDS_BEFORE = ['in', 'of', 'the', 'by', 'near', '', 'and', 'to', 'at'];
const WORDS_AFTER = ['', 'and', 'in', 'after', 'to', 'a', 'of', 'is'];

/** How many numbers describe a candidate. */
export const FEATURES = 42 + WORDS_BEFORE.length + WORDS_AFTER.length;

/** Each candidate of a text as the numbers that the score is made of, in the order of the candidates. */
export function featuresOf(
  text: GramText,
  candidates: readonly ContextEvidence[],
  knowledge: WordCounts,
): Float64Array[] {
  const longer = text.grams.filter((gram) => gram.length > 1).sort((a, b) => a.length - b.length);
  return candidates.map((candidate) =>
    Float64Array.from([
      1,
      ...ofLeads(candidate),
      ...ofNaming(candidate),
      ...ofRivals(candidate, candidates),
      ...ofPlace(candidate, text.words),
      ...ofLongerGrams(candidate, longer, knowledge),
      ...ofLengths(candidate),
      ...WORDS_BEFORE.map((word) => Number(candidate.place.before === word)),
      ...WORDS_AFTER.map((word) => Number(candidate.place.after === word)),
    ]),
  );
}

/** A share as it adds up, kept from both ends. */
function odds(share: number): number {
  const kept = Math.min(Math.max(share, 0), 1);
  return Math.log((kept + 0.02) / (1.02 - kept));
}

function ofLeads({ best, leads, likely, place }: ContextEvidence): number[] {
  const none = leads.reduce((sum, lead) => sum + Math.log(1 - lead.uses / (lead.entries + 1.5)), 0);
  return [
    odds(best?.share ?? 0),
    Math.log1p(best?.uses ?? 0),
    Math.log1p(best?.entries ?? 0),
    Number(place.length === 1),
    Number(place.isName),
    Math.log1p(leads.length),
    Math.log1p(leads.reduce((sum, lead) => sum + lead.share, 0)),
    Math.log1p(-none),
    odds(best?.share ?? 0) * Math.log1p(best?.entries ?? 0),
    odds(likely),
  ];
}

function ofNaming({ naming }: ContextEvidence): number[] {
  if (!naming) return [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  const { gram, form, share, entries, rivals } = naming;
  const isNew = Number(entries === 0);
  return [
    1,
    odds(share),
    Math.log1p(entries),
    isNew,
    isNew * Number(gram.length > 1),
    isNew * Number(gram.isName),
    Number(gram.isName),
    Math.log(gram.length),
    Number(form === 'whole' || form === 'alias'),
    Number(form === 'bare'),
    Math.log(rivals),
    odds(share) * Math.log1p(entries),
  ];
}

/** Candidates whose words overlap compete: a text seldom means two things by the same words. */
function ofRivals(one: ContextEvidence, all: readonly ContextEvidence[]): number[] {
  let [strongest, stronger, inside] = [0, 0, 0];
  for (const other of all) {
    if (other === one || !overlap(other.place, one.place)) continue;
    strongest = Math.max(strongest, other.likely);
    if (other.likely > one.likely) stronger += 1;
    if (other.naming && covers(other.place, one.place)) inside = 1;
  }
  return [strongest, one.likely - strongest, Math.log1p(stronger), Number(stronger === 0), inside];
}

function overlap(a: Gram, b: Gram): boolean {
  return a.at < b.end && b.at < a.end;
}

function covers(outer: Gram, inner: Gram): boolean {
  return outer.at <= inner.at && inner.end <= outer.end && outer.end - outer.at > inner.end - inner.at;
}

function ofPlace({ uses, place, best, naming }: ContextEvidence, words: number): number[] {
  return [
    Math.log1p(uses),
    Number(uses <= 1),
    Math.log1p(place.at),
    Math.log(words + 1),
    Number(best === null),
    Number(naming !== null && best !== null),
    Number(place.length > 2),
  ];
}

/** Words may mean another thing in a longer run: the share is followed through the grams around the place. */
function ofLongerGrams(
  { context, best, likely, place }: ContextEvidence,
  longer: readonly Gram[],
  knowledge: WordCounts,
): number[] {
  let [share, length, entries, steps] = [likely, place.length, best?.entries ?? 0, 0];
  for (const gram of longer) {
    if (gram.length <= length || gram.at > place.at || gram.end < place.end) continue;
    const counts = knowledge.counts(gram.key);
    if (!counts?.entries) continue;
    share = ((counts.uses.get(context) ?? 0) + 2 * share) / (counts.entries + 2);
    [length, entries, steps] = [gram.length, counts.entries, steps + 1];
  }
  return [odds(share), steps, Math.log1p(entries)];
}

/** The best of what is elsewhere, of single words and of longer runs. */
function ofLengths({ leads, place }: ContextEvidence): number[] {
  let [elsewhere, single, run] = [0, 0, 0];
  for (const { gram, share } of leads) {
    if (!overlap(gram, place)) elsewhere = Math.max(elsewhere, share);
    if (gram.length === 1) single = Math.max(single, share);
    else run = Math.max(run, share);
  }
  return [odds(elsewhere), odds(single), odds(run), Math.max(single, run) - elsewhere];
}
