import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Day } from '../../../lib/kernel/day.ts';
import type { ContextId, EntryId } from '../../../lib/kernel/ids.ts';
import { CHOSEN_FIELDS, mergeEntryTexts, sourceKey } from '../../../lib/kernel/revision/merge-entry-texts.ts';
import type { Related, RevisionText, Source } from '../../../lib/kernel/revision/text.ts';

const KEEP = 1 as EntryId;
const MERGED = 2 as EntryId;

const source = fc.record({
  name: fc.constantFrom('Gazette', 'Herald', 'Zenith'),
  url: fc.constantFrom(
    'https://a.example/1',
    'http://www.a.example/1/',
    'https://a.example/1?utm_source=x',
    'https://b.example/2',
    'https://b.example/3',
    'no address',
  ),
});
const related = fc.oneof(
  fc.integer({ min: 1, max: 6 }).map((entry): Related => ({ entry: entry as EntryId })),
  fc.constantFrom('/a.md', '/b.md').map((missing): Related => ({ missing, label: 'Gone', contexts: '' })),
);
const text = fc.record({
  day: fc.constantFrom('2031-05-06' as Day, '2031-05-07' as Day),
  topic: fc.constantFrom('', 'Harbour'),
  headline: fc.string(),
  summary: fc.string(),
  sources: fc.array(source, { maxLength: 5 }) as fc.Arbitrary<Source[]>,
  contexts: fc.uniqueArray(fc.integer({ min: 1, max: 8 }), { maxLength: 5 }) as fc.Arbitrary<ContextId[]>,
  related: fc.array(related, { maxLength: 6 }),
  kept: fc.constant({}),
}) satisfies fc.Arbitrary<RevisionText>;
const choice = fc.record({ topic: side(), headline: side(), summary: side() }, { requiredKeys: [] });

function side() {
  return fc.constantFrom('keep' as const, 'merge' as const);
}

describe('uniting two entries', () => {
  test('loses no source, context or relation, and adds none', () => {
    fc.assert(
      fc.property(text, text, choice, (mine, other, chosen) => {
        const one = mergeEntryTexts({ entry: KEEP, text: mine }, { entry: MERGED, text: other }, chosen);
        expect(new Set(one.sources.map(sourceKey))).toEqual(
          new Set([...mine.sources, ...other.sources].map(sourceKey)),
        );
        expect(new Set(one.contexts)).toEqual(new Set([...mine.contexts, ...other.contexts]));
        const named = (items: readonly Related[]) =>
          new Set(items.map((item) => ('entry' in item ? item.entry : item.missing)));
        expect(named(one.related)).toEqual(
          new Set([...named([...mine.related, ...other.related])].filter((item) => item !== KEEP && item !== MERGED)),
        );
        expect(one.contexts).toHaveLength(new Set(one.contexts).size);
        expect(one.related).toHaveLength(named(one.related).size);
      }),
    );
  });

  test('keeps its own day, its own sources first and in their order, and each text field of whom it was chosen', () => {
    fc.assert(
      fc.property(text, text, choice, (mine, other, chosen) => {
        const one = mergeEntryTexts({ entry: KEEP, text: mine }, { entry: MERGED, text: other }, chosen);
        expect(one.day).toBe(mine.day);
        expect(one.sources.slice(0, mine.sources.length)).toEqual(mine.sources);
        for (const field of CHOSEN_FIELDS) expect(one[field]).toBe((chosen[field] === 'merge' ? other : mine)[field]);
      }),
    );
  });

  test('an entry merged a second time with the same one stays as it is', () => {
    fc.assert(
      fc.property(text, text, choice, (mine, other, chosen) => {
        const once = mergeEntryTexts({ entry: KEEP, text: mine }, { entry: MERGED, text: other }, chosen);
        expect(mergeEntryTexts({ entry: KEEP, text: once }, { entry: MERGED, text: other }, chosen)).toEqual(once);
      }),
    );
  });

  test('what an import kept of a field goes with it, and of two covers one stays a cover', () => {
    const plain: RevisionText = {
      day: '2031-05-06' as Day,
      topic: '',
      headline: 'A',
      summary: '',
      sources: [],
      contexts: [],
      related: [],
      kept: {},
    };
    const cover = (url: string): Source => ({ name: 'Cover Image', url, cover: true });
    const mine = {
      ...plain,
      sources: [cover('https://a.example/p.jpg')],
      kept: { headline: { of: 'A', text: ' A ' } },
    };
    const other = {
      ...plain,
      headline: 'B',
      sources: [cover('https://b.example/q.jpg')],
      kept: { headline: { of: 'B', text: 'B  ' }, origin: { topics: ['Harbour'] } },
    };
    const one = mergeEntryTexts({ entry: KEEP, text: mine }, { entry: MERGED, text: other }, { headline: 'merge' });
    expect(one.kept).toEqual({ headline: { of: 'B', text: 'B  ' }, origin: { topics: ['Harbour'] } });
    expect(one.sources).toEqual([
      cover('https://a.example/p.jpg'),
      { name: 'Cover Image', url: 'https://b.example/q.jpg' },
    ]);
  });
});
