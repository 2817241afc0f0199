import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  evidenceIn,
  type GramCounts,
  type WordCounts,
} from '../../../lib/discovery/suggestions/rules/context-evidence.ts';
import { FEATURES, featuresOf } from '../../../lib/discovery/suggestions/rules/context-features.ts';
import { reasonFor } from '../../../lib/discovery/suggestions/rules/context-reason.ts';
import { scoreOf } from '../../../lib/discovery/suggestions/rules/context-score.ts';
import { MEANS, SPREADS, WEIGHTS } from '../../../lib/discovery/suggestions/rules/context-weights.ts';
import { countedKeys, gramsOfEntry, keyOfPhrase } from '../../../lib/discovery/suggestions/rules/grams.ts';
import { spokenForms } from '../../../lib/discovery/suggestions/rules/spoken-names.ts';
import type { ContextId } from '../../../lib/kernel/ids.ts';

const HARBOUR = 1 as ContextId;
const FERRY = 2 as ContextId;
const key = (phrase: string) => keyOfPhrase(phrase) as number;
const counted = (entries: number, uses: [ContextId, number][], dismissals?: [ContextId, number][]): GramCounts => ({
  entries,
  uses: new Map(uses),
  ...(dismissals ? { dismissals: new Map(dismissals) } : {}),
});

/** What an archive knows, by phrases. */
function knowing(counts: Record<string, GramCounts>, names: Record<string, ContextId> = {}): WordCounts {
  const byKey = new Map(Object.entries(counts).map(([phrase, gram]) => [key(phrase), gram]));
  const named = new Map(
    Object.entries(names).map(([phrase, context]) => [key(phrase), [{ context, form: 'whole' as const }]]),
  );
  return { counts: (at) => byKey.get(at), named: (at) => named.get(at) ?? [], uses: () => 5 };
}

const proposals = (headline: string, knowledge: WordCounts) => {
  const text = gramsOfEntry(headline, '');
  const candidates = evidenceIn(text, knowledge);
  const features = featuresOf(text, candidates, knowledge);
  return candidates.map((candidate, at) => ({
    context: candidate.context,
    score: scoreOf(features[at] as Float64Array),
    reason: reasonFor(candidate, text),
  }));
};

describe('grams', () => {
  it('are the same for other case, accents, plurals, possessives and small words between', () => {
    expect(countedKeys('The Élysée’s ferries', '')).toEqual(countedKeys('Elysee ferry', ''));
    expect(key('Bank of the North')).toBe(key('bank north'));
  });

  it('never reach from a headline into its summary', () => {
    expect(countedKeys('Ferry sinks', 'Harbour closed')).not.toContain(key('sinks harbour'));
    expect(countedKeys('Ferry sinks', 'Harbour closed')).toContain(key('harbour closed'));
  });

  it('stand within their text, each key once, and show the words as they are written', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (headline, summary) => {
        const { grams, words } = gramsOfEntry(headline, summary);
        expect(new Set(grams.map((gram) => gram.key)).size).toBe(grams.length);
        for (const gram of grams) {
          expect(gram.at).toBeLessThan(gram.end);
          expect(gram.end).toBeLessThanOrEqual(words);
          expect(Number.isSafeInteger(gram.key)).toBe(true);
          expect(gram.written).not.toBe('');
        }
      }),
    );
  });
});

describe('names', () => {
  it('are spoken whole, without parentheses, up to a comma or up to "of"', () => {
    const forms = (name: string) => new Map(spokenForms(name).map((spoken) => [spoken.key, spoken.form]));
    expect(forms('Georgia (country)').get(key('Georgia'))).toBe('bare');
    expect(forms('Attica, New York').get(key('Attica'))).toBe('before-comma');
    expect(forms('Governor of Iowa').get(key('governor'))).toBe('head');
    expect(forms('Iowa')).toEqual(new Map([[key('Iowa'), 'whole']]));
    expect(spokenForms('—')).toEqual([]);
  });
});

describe('a proposal', () => {
  it('says that its name stands there, or which words led to it how often', () => {
    expect(proposals('Harbour opens', knowing({}, { Harbour: HARBOUR }))[0]?.reason).toBe('mentioned in the headline');
    expect(proposals('Wagner marches', knowing({ wagner: counted(44, [[FERRY, 41]]) }))[0]?.reason).toBe(
      '41 of 44 entries with “Wagner” have it',
    );
    expect(proposals('Wagner marches', knowing({ wagner: counted(1, [[FERRY, 1]]) }))[0]?.reason).toBe(
      'the one entry with “Wagner” has it',
    );
  });

  it('is likelier the more entries its words led to it', () => {
    const score = (uses: number) =>
      proposals('Wagner marches', knowing({ wagner: counted(44, [[FERRY, uses]]) }))[0]?.score ?? 0;
    expect(score(41)).toBeGreaterThan(score(20));
    expect(score(20)).toBeGreaterThan(score(4));
    expect(score(41)).toBeGreaterThan(0.31);
  });

  it('is less likely once it was refused for these words, and much less after many times', () => {
    const score = (times: number) =>
      proposals('Wagner marches', knowing({ wagner: counted(44, [[FERRY, 41]], [[FERRY, times]]) }))[0]?.score ?? 0;
    expect(score(1)).toBeLessThan(score(0));
    expect(score(20)).toBeLessThan(score(1));
    expect(score(0) - score(1)).toBeLessThan(0.1);
  });

  it('is not made of what came with a very common word now and then', () => {
    expect(proposals('Wagner marches', knowing({ wagner: counted(400, [[FERRY, 4]]) }))).toEqual([]);
  });

  it('scores between 0 and 1 whatever is known, by as many numbers as there are weights', () => {
    const gram = fc
      .record({
        entries: fc.integer({ min: 1, max: 200_000 }),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
        context: fc.integer({ min: 1, max: 9 }),
      })
      .map(({ entries, share, context }) =>
        counted(entries, [[context as ContextId, Math.max(1, Math.floor(entries * share))]]),
      );
    const word = fc.constantFrom('ferry', 'Harbour', 'of', 'North', 'sinks', '1999', 'in');
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 12 }),
        fc.dictionary(word, gram),
        fc.dictionary(word, fc.constantFrom(HARBOUR, FERRY)),
        (words, counts, names) => {
          const text = gramsOfEntry(words.join(' '), '');
          const knowledge = knowing(counts, names);
          const candidates = evidenceIn(text, knowledge);
          for (const row of featuresOf(text, candidates, knowledge)) {
            expect(row.length).toBe(FEATURES);
            expect(row.every(Number.isFinite)).toBe(true);
            expect(scoreOf(row)).toBeGreaterThanOrEqual(0);
            expect(scoreOf(row)).toBeLessThanOrEqual(1);
          }
        },
      ),
    );
    expect([MEANS.length, SPREADS.length, WEIGHTS.every(Number.isFinite)]).toEqual([FEATURES, FEATURES, true]);
  });
});
