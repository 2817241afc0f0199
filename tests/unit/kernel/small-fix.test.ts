import { describe, expect, test } from 'vitest';
import type { Day } from '../../../lib/kernel/day.ts';
import type { ContextId } from '../../../lib/kernel/ids.ts';
import { isSmallFix, MOST_WORDS } from '../../../lib/kernel/revision/small-fix.ts';
import type { RevisionText } from '../../../lib/kernel/revision/text.ts';

const TEXT: RevisionText = {
  day: '2031-05-06' as Day,
  topic: 'Harbour',
  headline: 'A brigde opens over the river',
  summary: 'The mayor cut the ribbon at noon and walked across with the school choir.',
  sources: [
    { name: 'Gazette', url: 'https://gazette.example/bridge' },
    { name: 'Radio', url: 'https://radio.example/1' },
  ],
  contexts: [1 as ContextId],
  related: [],
  kept: {},
};

const words = (n: number) => Array.from({ length: n }, (_, i) => `word${i}`).join(' ');

describe('a small fix', () => {
  test.each<[string, Partial<RevisionText>]>([
    ['a letter of the headline', { headline: 'A bridge opens over the river' }],
    ['a word of the summary', { summary: TEXT.summary.replace('noon', 'midday') }],
    [`${MOST_WORDS} words put in`, { summary: `${TEXT.summary} ${words(MOST_WORDS)}` }],
    ['a word taken out', { headline: 'A brigde opens over river' }],
    ['the topic', { topic: 'Port' }],
    [
      "a source's address",
      {
        sources: [
          { name: 'Gazette', url: 'https://gazette.example/bridge-opens' },
          TEXT.sources[1] as (typeof TEXT.sources)[0],
        ],
      },
    ],
    [
      "a source's name",
      {
        sources: [
          { name: 'The Gazette', url: 'https://gazette.example/bridge' },
          TEXT.sources[1] as (typeof TEXT.sources)[0],
        ],
      },
    ],
  ])('%s is one', (_, change) => {
    expect(isSmallFix(TEXT, { ...TEXT, ...change })).toBe(true);
  });

  test.each<[string, Partial<RevisionText>]>([
    ['nothing', {}],
    [`${MOST_WORDS + 1} words put in`, { summary: `${TEXT.summary} ${words(MOST_WORDS + 1)}` }],
    ['words at both ends of a long text', { summary: `A ${TEXT.summary} end` }],
    ['two fields', { headline: 'A bridge opens over the river', topic: 'Port' }],
    ['another day', { day: '2031-05-07' as Day }],
    ['a context', { contexts: [] }],
    ['a source taken out', { sources: TEXT.sources.slice(1) }],
    ['sources in another order', { sources: [...TEXT.sources].reverse() }],
    ['a field emptied', { topic: '' }],
    ['a field that said nothing', {}],
  ])('%s is none', (_, change) => {
    expect(isSmallFix(TEXT, { ...TEXT, ...change })).toBe(false);
  });
});
