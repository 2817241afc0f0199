import anyAscii from 'any-ascii';
import { expect, test } from 'vitest';
import { emptyFields, inputFrom, sameFields } from '../../../components/entry-editor/form/entry-text.ts';
import { pageText } from '../../../components/entry-editor/page/page-text.ts';
import { parseDay } from '../../../lib/kernel/day.ts';
import type { ContextId, EntryId } from '../../../lib/kernel/ids.ts';
import type { RevisionText } from '../../../lib/kernel/revision/text.ts';
import type { Lookup } from '../../../lib/layout/compose.ts';

const day = parseDay('2013-01-05') as NonNullable<ReturnType<typeof parseDay>>;
const lookup: Lookup = {
  contextName: (id) => `Context ${id}`,
  target: (id) =>
    id === 7
      ? { path: 'news/2013/01/4/before.md', title2017: 'Before', title2018: 'Before', contexts: ['Context 1'] }
      : undefined,
};

test('a half-written entry has a page already: texts are trimmed, empty source rows left out', () => {
  const fields = {
    ...emptyFields('2013-01-05'),
    headline: ' A dam breaks ',
    sources: [
      { name: '', url: '' },
      { name: 'BBC', url: 'http://bbc.co.uk/1' },
    ],
    contexts: [1],
    related: [{ entry: 7 }, { entry: 8 }],
  };
  expect(pageText(undefined, inputFrom(fields), undefined, lookup, anyAscii)).toEqual({
    path: 'news/2013/01/5/a-dam-breaks.md',
    text:
      '### [2013-01-5](/news/2013/01/5/index.md)\n\n# A dam breaks\n\n\n\n\n### Source:\n\n1. ' +
      '[BBC](http://bbc.co.uk/1)\n\n### Related:\n\n1. [Before](/news/2013/01/4/before.md) _Context: Context 1_\n',
  });
});

test('what an import kept stays as long as its field is not changed', () => {
  const before: RevisionText = {
    day,
    topic: '',
    headline: 'A dam breaks',
    summary: 'Old.',
    sources: [],
    contexts: [1 as ContextId],
    related: [{ entry: 7 as EntryId, label: { of: 'Before', text: 'Its old label' } }],
    kept: { headline: { of: 'A dam breaks', text: ' A dam  breaks' } },
  };
  const fields = {
    ...emptyFields(day),
    headline: 'A dam breaks',
    summary: 'New.',
    contexts: [1],
    related: [{ entry: 7 }],
  };
  const frozen = { path: 'news/2013/01/5/dam.md', day };
  expect(pageText(before, inputFrom(fields), frozen, lookup, anyAscii)).toMatchObject({
    path: frozen.path,
    text: expect.stringMatching(/# {2}A dam {2}breaks\n\nNew\.\n.*Its old label/s),
  });
  const changed = pageText(before, inputFrom({ ...fields, headline: 'A dam broke' }), frozen, lookup, anyAscii);
  expect(changed).toMatchObject({ path: frozen.path, text: expect.stringContaining('\n# A dam broke\n') });
});

test('names what keeps the page from being made', () => {
  const fields = { ...emptyFields('2013-02-30'), headline: 'x'.repeat(281) };
  expect(pageText(undefined, inputFrom(fields), undefined, lookup, anyAscii)).toMatchObject({
    problems: [{ field: 'day' }],
  });
  expect(pageText(undefined, inputFrom({ ...fields, day: '2013-02-28' }), undefined, lookup, anyAscii)).toMatchObject({
    problems: [{ field: 'headline' }],
  });
});

test('forms are compared by what they say', () => {
  const fields = { ...emptyFields('2013-01-05'), sources: [{ name: 'BBC', url: 'http://bbc.co.uk/1' }] };
  expect(
    sameFields(fields, { ...fields, sources: [{ url: 'http://bbc.co.uk/1', name: 'BBC', cover: undefined }] }),
  ).toBe(true);
  expect(sameFields(fields, { ...fields, summary: 'x' })).toBe(false);
});
