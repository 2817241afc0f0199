import { expect, test } from 'vitest';
import { approve } from '../../../lib/editorial/entries/rules/approve.ts';
import { discard } from '../../../lib/editorial/entries/rules/discard.ts';
import { pullBack } from '../../../lib/editorial/entries/rules/pull-back.ts';
import { requestChanges } from '../../../lib/editorial/entries/rules/request-changes.ts';
import { save } from '../../../lib/editorial/entries/rules/save.ts';
import { submit } from '../../../lib/editorial/entries/rules/submit.ts';
import type { EntryId, PersonId, ProposalId, RevisionId } from '../../../lib/kernel/ids.ts';
import type { EntryStatus, Published } from '../../../lib/kernel/newsroom/entry-status.ts';
import type { Proposal, ProposalState } from '../../../lib/kernel/newsroom/proposal.ts';

const AUTHOR = 1 as PersonId;
const REVIEWER = 2 as PersonId;
const NOW = new Date('2031-05-06T10:00:00Z');
const REVISION = 7 as RevisionId;

const STATES: ProposalState[] = ['draft', 'in_review', 'changes_requested', 'approved', 'discarded'];

const ANY_SOURCES = { independent: 0, least: 0 };
const UNPUBLISHED: EntryStatus = { state: 'unpublished' };

function proposal(state: ProposalState, base?: RevisionId): Proposal {
  const common = {
    asks: 'publish',
    id: 3 as ProposalId,
    entry: 4 as EntryId,
    version: 1,
    base,
    revision: REVISION,
    hash: 'new',
    authors: [AUTHOR],
    writers: [AUTHOR],
  } as const;
  if (state === 'in_review') return { ...common, state, submittedAt: NOW };
  if (state === 'changes_requested') return { ...common, state, reason: 'Which dam?' };
  if (state === 'approved' || state === 'discarded') return { ...common, state, decidedBy: REVIEWER };
  return { ...common, state };
}

const outcome = (result: { ok: true; value: object } | { ok: false; error: { code: string } }) =>
  result.ok
    ? ((result.value as { state?: string; kind?: string }).state ?? (result.value as { kind?: string }).kind)
    : result.error.code;

const ACTIONS = {
  submit: (state: ProposalState) => submit(proposal(state), AUTHOR, undefined, ANY_SOURCES, NOW),
  approve: (state: ProposalState) =>
    approve(proposal(state), REVIEWER, { hash: 'new' }, { published: undefined, fourEyes: true }),
  requestChanges: (state: ProposalState) => requestChanges(proposal(state), 'Which dam?'),
  pullBack: (state: ProposalState) => pullBack(proposal(state), AUTHOR),
  discard: (state: ProposalState) => discard(proposal(state), AUTHOR),
  save: (state: ProposalState) =>
    save({ proposal: proposal(state), status: UNPUBLISHED }, { revision: REVISION }, 'newer'),
};

const GRID: Record<keyof typeof ACTIONS, Record<ProposalState, string>> = {
  submit: {
    draft: 'in_review',
    in_review: 'wrong-state',
    changes_requested: 'in_review',
    approved: 'wrong-state',
    discarded: 'wrong-state',
  },
  approve: {
    draft: 'wrong-state',
    in_review: 'approved',
    changes_requested: 'wrong-state',
    approved: 'wrong-state',
    discarded: 'wrong-state',
  },
  requestChanges: {
    draft: 'wrong-state',
    in_review: 'changes_requested',
    changes_requested: 'wrong-state',
    approved: 'wrong-state',
    discarded: 'wrong-state',
  },
  pullBack: {
    draft: 'wrong-state',
    in_review: 'draft',
    changes_requested: 'wrong-state',
    approved: 'wrong-state',
    discarded: 'wrong-state',
  },
  discard: {
    draft: 'discarded',
    in_review: 'discarded',
    changes_requested: 'discarded',
    approved: 'wrong-state',
    discarded: 'wrong-state',
  },
  save: {
    draft: 'continue',
    in_review: 'continue',
    changes_requested: 'continue',
    approved: 'no-open-proposal',
    discarded: 'no-open-proposal',
  },
};

const CASES = (Object.keys(ACTIONS) as (keyof typeof ACTIONS)[]).flatMap((action) =>
  STATES.map((state) => [action, state, GRID[action][state]] as const),
);

test.each(CASES)('%s a proposal that is %s: %s', (action, state, expected) => {
  expect(outcome(ACTIONS[action](state))).toBe(expected);
});

test('only an author submits, pulls back and discards', () => {
  expect(outcome(submit(proposal('draft'), REVIEWER, undefined, ANY_SOURCES, NOW))).toBe('not-yours');
  expect(outcome(pullBack(proposal('in_review'), REVIEWER))).toBe('not-yours');
  expect(outcome(discard(proposal('draft'), REVIEWER))).toBe('not-yours');
});

test('an author approves nothing of their own, in any state', () => {
  for (const state of STATES)
    expect(outcome(approve(proposal(state), AUTHOR, { hash: 'new' }, { published: undefined, fourEyes: true }))).toBe(
      'own-work',
    );
});

test('an approval is of what was seen, on top of what is published', () => {
  expect(
    outcome(approve(proposal('in_review'), REVIEWER, { hash: 'old' }, { published: undefined, fourEyes: true })),
  ).toBe('text-changed');
  expect(
    outcome(
      approve(
        proposal('in_review', 5 as RevisionId),
        REVIEWER,
        { hash: 'new' },
        { published: 6 as RevisionId, fourEyes: true },
      ),
    ),
  ).toBe('stale-base');
});

test('a proposal that says what is published has nothing to review', () => {
  expect(outcome(submit(proposal('draft'), AUTHOR, 'new', ANY_SOURCES, NOW))).toBe('nothing-changed');
});

test('a reason of spaces is none', () => {
  expect(outcome(requestChanges(proposal('in_review'), '  \n'))).toBe('reason-missing');
});

const published: Published = { state: 'published', revision: 6 as RevisionId, hash: 'published' };

test.each([
  [
    'a change of a published entry opens a proposal',
    { proposal: undefined, status: published },
    { revision: published.revision },
    'new',
    'open',
  ],
  [
    'saving what is published changes nothing',
    { proposal: undefined, status: published },
    { revision: published.revision },
    'published',
    'unchanged',
  ],
  [
    'saving what is proposed changes nothing, even from an older text',
    { proposal: proposal('draft'), status: published },
    { revision: published.revision },
    'new',
    'unchanged',
  ],
  [
    'a save from an older text',
    { proposal: proposal('draft'), status: published },
    { revision: published.revision },
    'newer',
    'merge',
  ],
  [
    'a save from an older text of a published entry',
    { proposal: undefined, status: published },
    { revision: REVISION },
    'newer',
    'merge',
  ],
  [
    'a save of a draft that was discarded',
    { proposal: undefined, status: UNPUBLISHED },
    { revision: REVISION },
    'newer',
    'stale-save',
  ],
  [
    'a save on top of what is published now',
    { proposal: proposal('draft', 5 as RevisionId), status: published },
    { revision: REVISION, base: published.revision },
    'newer',
    'continue',
  ],
  [
    'the same text on top of what is published now',
    { proposal: proposal('draft', 5 as RevisionId), status: published },
    { revision: REVISION, base: published.revision },
    'new',
    'rebase',
  ],
  [
    'a save on top of what is no longer published',
    { proposal: proposal('draft', 4 as RevisionId), status: published },
    { revision: REVISION, base: 5 as RevisionId },
    'newer',
    'stale-base',
  ],
] as const)('%s', (_, standing, opened, hash, expected) => {
  expect(outcome(save(standing, opened, hash))).toBe(expected);
});
