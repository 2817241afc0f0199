import { describe, expect, test } from 'vitest';
import { restore } from '../../../lib/editorial/entries/rules/restore.ts';
import type { RevisionId } from '../../../lib/kernel/ids.ts';
import type { EntryStatus } from '../../../lib/kernel/newsroom/entry-status.ts';
import type { Proposal } from '../../../lib/kernel/newsroom/proposal.ts';

const published = { state: 'published', revision: 7, hash: 'now' } as EntryStatus;
const withdrawn = { state: 'withdrawn', revision: 7, hash: 'now', at: new Date(0), redirect: undefined } as EntryStatus;
const unpublished = { state: 'unpublished' } as EntryStatus;
const draft = (hash: string, asks = 'publish') =>
  ({ state: 'draft', asks, hash, base: 5, revision: 9 }) as unknown as Proposal;

describe('bringing a text back', () => {
  test.each<[string, EntryStatus, Proposal | undefined, string, object]>([
    ['opens a proposal on what is published', published, undefined, 'then', { kind: 'open', base: 7 as RevisionId }],
    ['changes nothing where it is what is published', published, undefined, 'now', { kind: 'unchanged' }],
    [
      'brings a withdrawn page back, with the very text that it had',
      withdrawn,
      undefined,
      'now',
      { kind: 'open', base: undefined },
    ],
    ['takes up a draft that was given up', unpublished, undefined, 'then', { kind: 'open', base: undefined }],
    [
      'goes into the open proposal, on top of what is published by now',
      published,
      draft('other'),
      'then',
      { kind: 'continue', base: 7 as RevisionId },
    ],
    [
      'goes there too where it says what is published',
      published,
      draft('other'),
      'now',
      { kind: 'continue', base: 7 as RevisionId },
    ],
    ['changes nothing where the open proposal says it', published, draft('then'), 'then', { kind: 'unchanged' }],
  ])('%s', (_, status, proposal, hash, value) => {
    expect(restore({ status, proposal }, hash)).toEqual({ ok: true, value });
  });

  test('waits while the page’s withdrawal is asked for', () => {
    expect(restore({ status: published, proposal: draft('now', 'withdraw') }, 'then')).toEqual({
      ok: false,
      error: { code: 'withdrawal-open' },
    });
  });
});
