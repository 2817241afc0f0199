import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  changeRequest,
  dayReorder,
  entryChange,
  entryFields,
  newContext,
} from '../../../lib/editorial/entries/contract/entry.ts';
import { entryLine } from '../../../lib/editorial/entries/contract/entry-line.ts';
import { approval } from '../../../lib/editorial/review/contract/review.ts';
import { parsed } from '../../../lib/kernel/contract/parsed.ts';
import { problemsOf } from '../../../lib/kernel/contract/problems.ts';
import { webAddress } from '../../../lib/kernel/contract/text.ts';
import { newPerson, newToken } from '../../../lib/people/contract/people.ts';
import { archivedCopy, newPublisher, publisherChange, publisherMerge } from '../../../lib/sources/contract/sources.ts';

const FIELDS = {
  day: '2031-05-06',
  topic: '',
  headline: 'The bridge opens',
  summary: '',
  sources: [{ name: 'Gazette', url: 'https://gazette.example/1' }],
  contexts: [1],
  related: [{ entry: 2 }],
};

const GOOD = {
  entryFields: [entryFields, FIELDS],
  entryChange: [entryChange, { fields: FIELDS }],
  approval: [approval, { hash: 'a'.repeat(64) }],
  changeRequest: [changeRequest, { reason: 'Which?' }],
  dayReorder: [dayReorder, { version: 1, positions: [0] }],
  newContext: [newContext, { name: 'Avila' }],
  newPerson: [newPerson, { email: 'a@example.org', name: 'A', role: 'editor', password: 'twelve letters' }],
  newToken: [newToken, { email: 'a@example.org', scopes: ['review'] }],
  newPublisher: [newPublisher, { name: 'Gazette', domains: ['gazette.example'] }],
  publisherChange: [publisherChange, { version: 1, name: 'Gazette' }],
  publisherMerge: [publisherMerge, { version: 1, into: 2 }],
  archivedCopy: [archivedCopy, { url: 'https://archive.example/1' }],
  entryLine: [entryLine, { date: '2031-05-06', headline: 'The bridge opens' }],
} as const;

describe.each(Object.entries(GOOD))('%s', (_, [schema, good]) => {
  test('takes what it is for', () => expect(schema.safeParse(good).error).toBeUndefined());

  test('refuses a key that it does not know, by name', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('role', 'status', 'authorId', '__proto__', 'constructor', 'x'),
        fc.anything(),
        (key, value) => {
          if (Object.hasOwn(good, key)) return;
          const hostile = JSON.parse(JSON.stringify(good)) as object;
          Object.defineProperty(hostile, key, { value, enumerable: true });
          const parsed = schema.safeParse(hostile);
          expect(parsed.success).toBe(false);
          expect(parsed.error && problemsOf(parsed.error).map((problem) => problem.field)).toContain(key);
        },
      ),
    );
  });

  test('never throws, whatever stands in a field', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(good)),
        fc.anything({ withObjectString: true, withNullPrototype: true }),
        (key, value) => {
          parsed<unknown>(schema, { ...good, [key]: value });
        },
      ),
    );
  });
});

test.each([
  'javascript:alert(1)',
  ' javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\tscript:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  'file:///etc/passwd',
  '//evil.example',
  'https://',
  'http:///x',
  'https://a b',
  'https://a\u0000',
  'https://a.example/](javascript:x)',
  'https://a.example/\ud800',
  'ftp://a.example',
  '',
])('%j is not the address of a source', (address) => expect(webAddress.safeParse(address).success).toBe(false));

test.each(['https://a.example', 'http://www.a.example:8080/x?y=(z)&amp;b#c', 'HTTPS://A.example/é'])(
  '%j is, and stays as it was written',
  (address) => {
    expect(webAddress.safeParse(address).data).toBe(address);
  },
);

test.each([
  ['day', '2013-02-30'],
  ['headline', 'a\u0000b'],
  ['headline', 'a\nb'],
  ['headline', '\ud800'],
  ['headline', '   '],
  ['summary', '# A heading'],
  ['topic', { toString: 'x' }],
  ['topic', { length: { valueOf: 1, toString: 1 } }],
  ['sources', { length: { valueOf: 1, toString: 1 } }],
])('a %s of %j is refused at its field', (field, value) => {
  const found = parsed(entryFields, { ...FIELDS, [field]: value });
  expect(found.error && problemsOf(found.error).map((problem) => problem.field)).toEqual([field]);
});
