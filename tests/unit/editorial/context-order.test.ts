import { expect, test } from 'vitest';
import { fitness, spokenIn, typedLetters } from '../../../lib/editorial/contexts/rules/context-order.ts';
import type { ContextId } from '../../../lib/kernel/ids.ts';

const rank = (typed: string, text: string, offered: readonly [string, number][]) =>
  offered
    .map(([found, entries]) => ({
      found,
      fits: fitness(typedLetters(typed), { id: 1 as ContextId, found, entries }, spokenIn(text)),
    }))
    .sort((a, b) => b.fits - a.fits)
    .map(({ found }) => found);

test('what is used more comes first, what begins so before what has it later', () => {
  expect(
    rank('rus', '', [
      ['Rustavi', 2],
      ['Russia', 900],
      ['President of Russia', 300],
    ]),
  ).toEqual(['Russia', 'Rustavi', 'President of Russia']);
});

test('what the entry speaks of comes before what is used more', () => {
  const names: [string, number][] = [
    ['United States', 9000],
    ['United Nations', 500],
    ['Union Pacific (railroad)', 1],
  ];
  expect(rank('uni', 'A train of Union Pacific derails', names)[0]).toBe('Union Pacific (railroad)');
  expect(rank('uni', 'The United Nations meets', names)[0]).toBe('United Nations');
});
