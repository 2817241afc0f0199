import { expect, test } from 'vitest';
import type { z } from 'zod';
import { contextForm } from '#lib/editorial/contexts/contract/contexts.ts';
import { changeRequestForm, withdrawalForm } from '#lib/editorial/entries/contract/entry.ts';
import { bulkStart } from '#lib/editorial/review/contract/review.ts';
import { codeForm } from '#lib/people/contract/sign-in.ts';
import { archivedCopyForm, publisherForm } from '#lib/sources/contract/sources.ts';

const context = { name: 'Estuary', kind: 'place', description: '', wikidataId: '', aliases: '' };

test.each<[string, z.ZodType, unknown, unknown]>([
  [
    'domains, a line each',
    publisherForm,
    { name: 'Pier', domains: 'https://www.pier.example/a\n\nquay.example' },
    {
      name: 'Pier',
      domains: ['pier.example', 'quay.example'],
    },
  ],
  [
    'aliases, a line each',
    contextForm,
    { ...context, aliases: ' The mouth \n\nOndine' },
    {
      ...context,
      wikidataId: null,
      aliases: ['The mouth', 'Ondine'],
    },
  ],
  [
    'a description of two lines',
    contextForm,
    { ...context, description: 'Silted \n up' },
    {
      ...context,
      description: 'Silted up',
      wikidataId: null,
      aliases: [],
    },
  ],
  ['no archived copy', archivedCopyForm, { url: '  ' }, { url: null }],
])('%s', (_, schema, typed, input) => {
  expect(schema.safeParse(typed)).toEqual({ success: true, data: input });
});

test.each<[string, z.ZodType, unknown, string]>([
  ['a domain that is none', publisherForm, { name: 'Pier', domains: 'not a domain' }, 'domains.0'],
  ['an archived copy that is no address', archivedCopyForm, { url: 'javascript:alert(1)' }, 'url'],
  ['a blank code', codeForm, { code: ' ' }, 'code'],
  ['no reason', changeRequestForm, { reason: ' ' }, 'reason'],
  ['no reason to withdraw', withdrawalForm, { reason: '', redirectTo: undefined }, 'reason'],
  ['nobody chosen', bulkStart, { action: 'assign', items: [{ entry: 1 }], reason: '', to: undefined }, 'to'],
  [
    'nothing to change',
    bulkStart,
    { action: 'request-changes', items: [{ entry: 1 }], reason: '', to: undefined },
    'reason',
  ],
])('%s is said at its field', (_, schema, typed, field) => {
  expect(schema.safeParse(typed).error?.issues[0]?.path.join('.')).toBe(field);
});
