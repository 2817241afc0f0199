import { expect, test } from 'vitest';
import { submit } from '../../../lib/editorial/entries/rules/submit.ts';
import type { EntryId, PersonId, ProposalId, RevisionId } from '../../../lib/kernel/ids.ts';
import type { Proposal } from '../../../lib/kernel/newsroom/proposal.ts';
import { evidenceWords, type SourceKnown, summariseEvidence } from '../../../lib/sources/rules/evidence.ts';

const known = (url: string, party: string, status: SourceKnown['status'] = 'alive'): SourceKnown => ({
  url,
  party,
  status,
  publisher: null,
  httpStatus: null,
  redirect: null,
  problem: null,
  checkedAt: null,
  seenAt: null,
  archived: null,
});

test('sources of one party count once', () => {
  const evidence = summariseEvidence([
    known('https://a.example/1', 'a'),
    known('https://a.example/2', 'a', 'dead'),
    known('https://b.example/', 'b', 'unreachable'),
  ]);
  expect(evidence).toMatchObject({ sources: 3, publishers: 2, dead: 1, failing: 1, redirected: 0, unchecked: 0 });
  expect(evidenceWords(evidence)).toBe('3 sources, 2 publishers, 1 dead, 1 not reachable now');
});

test('one, and none', () => {
  expect(evidenceWords(summariseEvidence([known('https://a.example/1', 'a', 'redirected')]))).toBe(
    '1 source, 1 publisher, 1 redirected',
  );
  expect(evidenceWords(summariseEvidence([]))).toBe('No sources');
});

const AUTHOR = 1 as PersonId;
const draft: Proposal = {
  state: 'draft',
  asks: 'publish',
  id: 3 as ProposalId,
  entry: 4 as EntryId,
  version: 1,
  base: undefined,
  revision: 7 as RevisionId,
  hash: 'new',
  authors: [AUTHOR],
  writers: [AUTHOR],
};

test.each([
  [0, 0, undefined],
  [1, 1, undefined],
  [3, 2, undefined],
  [0, 1, 'are too few. At least 1 source is required before review; there is none yet. Add 1 more.'],
  [
    1,
    2,
    'are too few. At least 2 sources from different publishers are required before review; there is 1. Add 1 more.',
  ],
  [
    2,
    5,
    'are too few. At least 5 sources from different publishers are required before review; there are 2. Add 3 more.',
  ],
])('%i independent sources where %i are wanted', (independent, least, message) => {
  const outcome = submit(draft, AUTHOR, undefined, { independent, least }, new Date());
  if (message === undefined) expect(outcome.ok).toBe(true);
  else expect(outcome).toEqual({ ok: false, error: { code: 'invalid', fields: [{ field: 'sources', message }] } });
});

test('a withdrawal needs none', () => {
  const withdrawal: Proposal = { ...draft, asks: 'withdraw', withdrawal: { reason: 'Twice.', redirect: undefined } };
  expect(submit(withdrawal, AUTHOR, 'new', { independent: 0, least: 9 }, new Date()).ok).toBe(true);
});
