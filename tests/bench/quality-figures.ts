import { CHOSEN_FROM } from '../../lib/discovery/suggestions/rules/context-weights.ts';
import { shown } from './figures.ts';

/** An entry of the corpus, as far as its contexts are judged. */
export type QualityEntry = { date: string; headline: string; contexts?: string[] };

/**
 * What was proposed for an entry, best first; how many contexts people gave it, and how many of those the vocabulary
 * knows.
 */
export type Asked = {
  wanted: number;
  known: number;
  proposed: readonly { score: number; right: boolean; chosen?: boolean }[];
};

/**
 * How good proposals are: of the chosen ones F1, precision and recall; recall of the first ten; and the share that
 * could be found at all.
 */
export type Figures = { f1: number; precision: number; recall: number; recall10: number; ceiling: number };

const FIRST = 10;

/** The figures of some entries together; chosen are those from a score on. */
export function figuresOf(asked: readonly Asked[], from = CHOSEN_FROM): Figures {
  const sum = (of: (one: Asked) => number) => asked.reduce((all, one) => all + of(one), 0);
  const wanted = sum((one) => one.wanted) || 1;
  const chosen = (one: Asked) => one.proposed.filter((proposal) => proposal.chosen ?? proposal.score >= from);
  const all = sum((one) => chosen(one).length);
  const right = sum((one) => chosen(one).filter((proposal) => proposal.right).length);
  return {
    f1: (2 * right) / (all + wanted),
    precision: right / (all || 1),
    recall: right / wanted,
    recall10: sum((one) => one.proposed.slice(0, FIRST).filter((proposal) => proposal.right).length) / wanted,
    ceiling: sum((one) => one.known) / wanted,
  };
}

/** The mean of several months' figures. */
export function meanOf(figures: readonly Figures[]): Figures {
  const mean = (of: (one: Figures) => number) => figures.reduce((all, one) => all + of(one), 0) / (figures.length || 1);
  return {
    f1: mean((one) => one.f1),
    precision: mean((one) => one.precision),
    recall: mean((one) => one.recall),
    recall10: mean((one) => one.recall10),
    ceiling: mean((one) => one.ceiling),
  };
}

/** Figures in one line. */
export function qualityLine(what: string, { f1, precision, recall, recall10, ceiling }: Figures): string {
  return (
    `${what.padEnd(24)} F1 ${shown3(f1)}  precision ${shown3(precision)}  recall ${shown3(recall)}  recall of ` +
    `the first ten ${shown3(recall10)}  ceiling ${shown3(ceiling)}`
  );
}

function shown3(value: number): string {
  return value >= 10 ? shown(value) : value.toFixed(3);
}
