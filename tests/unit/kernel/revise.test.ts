import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Day } from '../../../lib/kernel/day.ts';
import type { ContextId, EntryId } from '../../../lib/kernel/ids.ts';
import { canonical } from '../../../lib/kernel/revision/canonical.ts';
import { keep, written } from '../../../lib/kernel/revision/kept.ts';
import { inputOf, revise } from '../../../lib/kernel/revision/revise.ts';
import type { RevisionText } from '../../../lib/kernel/revision/text.ts';

const IMPORTED: RevisionText = {
  day: '2031-04-09' as Day,
  topic: 'Storm',
  headline: 'The lamp is lit',
  summary: '',
  sources: [
    { name: 'Gazette', url: 'https://gazette.example/1', written: ' Gazette ' },
    { name: 'Cover Image', url: 'https://gazette.example/1.png', cover: true },
  ],
  contexts: [1, 2] as ContextId[],
  related: [
    { entry: 7 as EntryId, label: { of: 'Seven', text: 'Seven, as it was' } },
    { missing: '/news/2029/01/2/gone.md', label: 'Gone', contexts: 'Sél' },
  ],
  kept: { edition: '2017', headline: { of: 'The lamp is lit', text: ' The lamp is lit ' } },
};

const revised = (change: Partial<ReturnType<typeof inputOf>>) => revise(IMPORTED, { ...inputOf(IMPORTED), ...change });
const fieldsOf = (result: ReturnType<typeof revise>) => (result.ok ? [] : result.error.map((problem) => problem.field));

test('saving what was opened is the very same text', () => {
  const same = revised({});
  expect(same.ok && canonical(same.value)).toBe(canonical(IMPORTED));
});

test('a change of one field leaves everything kept beside the others', () => {
  const summary = revised({ summary: 'A storm.' });
  expect(summary).toEqual({ ok: true, value: { ...IMPORTED, summary: 'A storm.' } });
  const sources = revised({ sources: [...inputOf(IMPORTED).sources].reverse() });
  expect(sources.ok && sources.value.sources).toEqual([...IMPORTED.sources].reverse());
});

test('a changed source or related entry starts anew', () => {
  const renamed = revised({ sources: [{ name: 'The Gazette', url: 'https://gazette.example/1' }] });
  expect(renamed.ok && renamed.value.sources).toEqual([{ name: 'The Gazette', url: 'https://gazette.example/1' }]);
  const other = revised({ related: [{ entry: 8 as EntryId }] });
  expect(other.ok && other.value.related).toEqual([{ entry: 8 }]);
});

test('another day is a change like any other', () => {
  expect(revised({ day: '2031-04-10' as Day })).toEqual({ ok: true, value: { ...IMPORTED, day: '2031-04-10' } });
});

test('refused: a page that nobody named, a headline that became too long', () => {
  expect(fieldsOf(revised({ related: [{ missing: '/news/2001/01/1/x.md' }] }))).toEqual(['related.0']);
  expect(fieldsOf(revised({ headline: 'x'.repeat(281) }))).toEqual(['headline']);
  const long = { ...IMPORTED, headline: 'x'.repeat(400) };
  expect(revise(long, { ...inputOf(long), summary: 'A storm.' }).ok).toBe(true);
});

test('a kept text speaks for its value, and for no other', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (value, text, other) => {
      const kept = keep(value, text);
      expect(written(value, kept)).toBe(text);
      if (other !== value) expect(written(other, kept)).toBe(other);
    }),
  );
});

test('the canonical form does not depend on the order of keys', () => {
  const turned = Object.fromEntries(Object.entries(IMPORTED).reverse()) as RevisionText;
  expect(canonical(turned)).toBe(canonical(IMPORTED));
  expect(canonical({ ...IMPORTED, contexts: [...IMPORTED.contexts].reverse() })).not.toBe(canonical(IMPORTED));
});
