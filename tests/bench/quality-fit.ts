import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  evidenceIn,
  type GramCounts,
  type NamedContext,
  type WordCounts,
} from '../../lib/discovery/suggestions/rules/context-evidence.ts';
import { featuresOf } from '../../lib/discovery/suggestions/rules/context-features.ts';
import { type Model, scoreOf } from '../../lib/discovery/suggestions/rules/context-score.ts';
import { countedKeys, type GramText, gramsOfEntry } from '../../lib/discovery/suggestions/rules/grams.ts';
import { spokenForms } from '../../lib/discovery/suggestions/rules/spoken-names.ts';
import type { ContextId } from '../../lib/kernel/ids.ts';
import { fitNetwork } from './fit-network.ts';
import { type Asked, type Figures, figuresOf, meanOf, type QualityEntry, qualityLine } from './quality-figures.ts';

const WEIGHTS_FILE = path.resolve(import.meta.dirname, '../../lib/discovery/suggestions/rules/context-weights.ts');
const FOLDS = 3;

type Entry = { month: string; text: GramText; keys: number[]; contexts: ContextId[] };
type Counted = { grams: Map<number, { entries: number; uses: Map<ContextId, number> }>; uses: Map<ContextId, number> };
type Rows = {
  month: string;
  features: Float64Array[];
  wanted: boolean[];
  entries: { from: number; to: number; entry: Entry; known: number }[];
};

/**
 * Fits the score of contexts and writes its weights. Each month is asked about with what the others teach, as a month
 * that is kept back is. First the months go in turn without having been fitted on, which gives honest figures; then all
 * of them make the weights.
 */
export function fitContexts(entries: readonly QualityEntry[]): void {
  const { looks, names } = looksOf(entries);
  const months = [...new Set(looks.map((look) => look.month))].sort();
  const rows = rowsByMonth(looks, names, months);
  console.log(
    `${rows.reduce((sum, one) => sum + one.features.length, 0)} candidates of ${looks.length} entries in ` +
      `${months.length} months.`,
  );
  const asked: Asked[][] = months.map(() => []);
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const model = fitOn(rows.filter((_, at) => at % FOLDS !== fold));
    rows.forEach((one, at) => {
      if (at % FOLDS === fold) asked[at] = askedOf(one, model);
    });
  }
  const from = bestFrom(asked.flat());
  const figures = asked.map((one) => figuresOf(one, from));
  for (const [at, month] of months.entries()) console.log(qualityLine(month, figures[at] as Figures));
  console.log(qualityLine('mean, never fitted on', meanOf(figures)));
  writeWeights(fitOn(rows), from);
}

/** The score from which on choosing pays best. */
function bestFrom(asked: readonly Asked[]): number {
  const tried = Array.from({ length: 31 }, (_, at) => 0.2 + at / 100);
  return tried
    .map((from) => ({ from, f1: figuresOf(asked, from).f1 }))
    .reduce((best, one) => (one.f1 > best.f1 ? one : best)).from;
}

function looksOf(entries: readonly QualityEntry[]): { looks: Entry[]; names: string[] } {
  const ids = new Map<string, ContextId>();
  const names: string[] = [];
  const idOf = (name: string): ContextId => {
    const folded = name.normalize('NFKC').toLowerCase().replace(/[–—]/g, '-');
    const known = ids.get(folded) ?? (names.push(name) as ContextId);
    ids.set(folded, known);
    return known;
  };
  const looks = entries.map(({ date, headline, contexts = [] }) => ({
    month: date.slice(0, 7),
    text: gramsOfEntry(headline, ''),
    keys: countedKeys(headline, ''),
    contexts: [...new Set(contexts.map(idOf))],
  }));
  return { looks, names };
}

function rowsByMonth(entries: readonly Entry[], names: readonly string[], months: readonly string[]): Rows[] {
  const whole = count(entries);
  const named = spoken(names);
  return months.map((month) => {
    const asked = entries.filter((entry) => entry.month === month);
    const knowledge = without(whole, count(asked), named);
    const rows: Rows = { month, features: [], wanted: [], entries: [] };
    for (const entry of asked) {
      const candidates = evidenceIn(entry.text, knowledge);
      const from = rows.features.length;
      rows.features.push(...featuresOf(entry.text, candidates, knowledge));
      rows.wanted.push(...candidates.map(({ context }) => entry.contexts.includes(context)));
      rows.entries.push({
        from,
        to: rows.features.length,
        entry,
        known: entry.contexts.filter((context) => knowledge.uses(context) > 0).length,
      });
    }
    return rows;
  });
}

function count(entries: readonly Entry[]): Counted {
  const counted: Counted = { grams: new Map(), uses: new Map() };
  for (const { keys, contexts } of entries) {
    for (const context of contexts) counted.uses.set(context, (counted.uses.get(context) ?? 0) + 1);
    for (const key of keys) {
      const gram = counted.grams.get(key) ?? { entries: 0, uses: new Map<ContextId, number>() };
      counted.grams.set(key, gram);
      gram.entries += 1;
      for (const context of contexts) gram.uses.set(context, (gram.uses.get(context) ?? 0) + 1);
    }
  }
  return counted;
}

function spoken(names: readonly string[]): Map<number, NamedContext[]> {
  const named = new Map<number, NamedContext[]>();
  names.forEach((name, at) => {
    for (const { key, form } of spokenForms(name))
      named.set(key, [...(named.get(key) ?? []), { context: (at + 1) as ContextId, form }]);
  });
  return named;
}

/** What the archive knows without the entries that are asked about. */
function without(whole: Counted, gone: Counted, named: ReadonlyMap<number, NamedContext[]>): WordCounts {
  const kept = new Map<number, GramCounts | undefined>();
  const uses = (context: ContextId) => (whole.uses.get(context) ?? 0) - (gone.uses.get(context) ?? 0);
  const counts = (key: number): GramCounts | undefined => {
    if (!kept.has(key)) kept.set(key, less(whole.grams.get(key), gone.grams.get(key)));
    return kept.get(key);
  };
  return { counts, uses, named: (key) => (named.get(key) ?? []).filter(({ context }) => uses(context) > 0) };
}

function less(all: GramCounts | undefined, gone: GramCounts | undefined): GramCounts | undefined {
  const entries = (all?.entries ?? 0) - (gone?.entries ?? 0);
  if (!all || entries <= 0) return undefined;
  const uses = new Map<ContextId, number>();
  for (const [context, times] of all.uses) {
    const left = times - (gone?.uses.get(context) ?? 0);
    if (left > 0) uses.set(context, left);
  }
  return { entries, uses };
}

function fitOn(rows: readonly Rows[]): Model {
  return fitNetwork(
    rows.flatMap((one) => one.features),
    rows.flatMap((one) => one.wanted),
  );
}

function askedOf({ features, wanted, entries }: Rows, model: Model): Asked[] {
  return entries.map(({ from, to, entry, known }) => ({
    wanted: entry.contexts.length,
    known,
    proposed: features
      .slice(from, to)
      .map((row, at) => ({ score: scoreOf(row, model), right: wanted[from + at] === true }))
      .sort((a, b) => b.score - a.score),
  }));
}

function writeWeights({ hidden, means, spreads, weights }: Model, from: number): void {
  const list = (numbers: ArrayLike<number>) =>
    `[${Array.from(numbers, (value) => Number(value.toPrecision(4))).join(', ')}]`;
  const text = `// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: fitted numbers
/**
 * The fitted score of contexts: a network with one hidden layer, fitted to what people decided in the months of 2020 to
 * 2022, each asked about with what the others teach. Made by \`npm run bench -- quality --fit\`, which fits it again;
 * never written by hand.
 */
/**
 * Contexts that score at least this are ticked without asking: where wrong and missing ones balanced best in months
 * that were not fitted on.
 */
export const CHOSEN_FROM = ${from.toFixed(2)};
export const HIDDEN = ${hidden};
export const MEANS: readonly number[] = ${list(means)};
export const SPREADS: readonly number[] = ${list(spreads)};
export const WEIGHTS: readonly number[] = ${list(weights)};
`;
  writeFileSync(WEIGHTS_FILE, text);
  execFileSync(path.resolve('node_modules/.bin/biome'), ['format', '--write', WEIGHTS_FILE]);
  console.log(`Wrote ${path.relative(process.cwd(), WEIGHTS_FILE)}.`);
}
