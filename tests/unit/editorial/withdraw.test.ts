import { expect, test } from 'vitest';
import { approve } from '../../../lib/editorial/entries/rules/approve.ts';
import { discard } from '../../../lib/editorial/entries/rules/discard.ts';
import { pullBack } from '../../../lib/editorial/entries/rules/pull-back.ts';
import { requestChanges } from '../../../lib/editorial/entries/rules/request-changes.ts';
import { save } from '../../../lib/editorial/entries/rules/save.ts';
import { submit } from '../../../lib/editorial/entries/rules/submit.ts';
import { withdraw } from '../../../lib/editorial/entries/rules/withdraw.ts';
import type { EntryId, PersonId, ProposalId, RevisionId } from '../../../lib/kernel/ids.ts';
import type { EntryStatus } from '../../../lib/kernel/newsroom/entry-status.ts';
import type { Proposal, ProposalState } from '../../../lib/kernel/newsroom/proposal.ts';
import type { Result } from '../../../lib/kernel/result.ts';

const ASKER = 1 as PersonId;
const REVIEWER = 2 as PersonId;
const WROTE_THE_TEXT = 3 as PersonId;
const NOW = new Date('2031-05-06T10:00:00Z');
const LIVE = 7 as RevisionId;
const ENTRY = 4 as EntryId;
const OTHER = 5 as EntryId;

const PUBLISHED: EntryStatus = { state: 'published', revision: LIVE, hash: 'live' };
const WITHDRAWN: EntryStatus = { state: 'withdrawn', revision: LIVE, hash: 'live', at: NOW, redirect: undefined };
const UNPUBLISHED: EntryStatus = { state: 'unpublished' };
const ENTRIES = { unpublished: UNPUBLISHED, published: PUBLISHED, withdrawn: WITHDRAWN } as const;

const STATES: ProposalState[] = ['draft', 'in_review', 'changes_requested', 'approved', 'discarded'];

function withdrawal(state: ProposalState, redirect?: EntryId): Proposal {
  const common = {
    asks: 'withdraw',
    withdrawal: { reason: 'It says the same as another page.', redirect },
    id: 9 as ProposalId,
    entry: ENTRY,
    version: 1,
    base: LIVE,
    revision: LIVE,
    hash: 'live',
    authors: [ASKER],
    writers: [ASKER],
  } as const;
  if (state === 'in_review') return { ...common, state, submittedAt: NOW };
  if (state === 'changes_requested') return { ...common, state, reason: 'Where do its readers go?' };
  if (state === 'approved' || state === 'discarded') return { ...common, state, decidedBy: REVIEWER };
  return { ...common, state };
}

function change(state: ProposalState): Proposal {
  const { withdrawal: _, ...rest } = withdrawal(state) as Extract<Proposal, { asks: 'withdraw' }>;
  return { ...rest, asks: 'publish' } as Proposal;
}

/** The refusal's code, else what is to be done. */
function outcome(
  result: Result<{ does?: string; kind?: string; state?: string }, { code: string }>,
): string | undefined {
  if (!result.ok) return result.error.code;
  return result.value.does ?? result.value.kind ?? result.value.state;
}

const ACTIONS = {
  submit: (state: ProposalState) => submit(withdrawal(state), ASKER, 'live', { independent: 0, least: 9 }, NOW),
  approve: (state: ProposalState) =>
    approve(withdrawal(state), REVIEWER, { hash: 'live' }, { published: LIVE, fourEyes: true }),
  requestChanges: (state: ProposalState) => requestChanges(withdrawal(state), 'Why?'),
  pullBack: (state: ProposalState) => pullBack(withdrawal(state), ASKER),
  discard: (state: ProposalState) => discard(withdrawal(state), ASKER),
  save: (state: ProposalState) => save({ proposal: withdrawal(state), status: PUBLISHED }, { revision: LIVE }, 'newer'),
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
    in_review: 'take-away',
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
    draft: 'withdrawal-open',
    in_review: 'withdrawal-open',
    changes_requested: 'withdrawal-open',
    approved: 'no-open-proposal',
    discarded: 'no-open-proposal',
  },
};

const CASES = (Object.keys(ACTIONS) as (keyof typeof ACTIONS)[]).flatMap((action) =>
  STATES.map((state) => [action, state, GRID[action][state]] as const),
);

test.each(CASES)('%s a withdrawal that is %s: %s', (action, state, expected) => {
  expect(outcome(ACTIONS[action](state))).toBe(expected);
});

type Beside = 'none' | `change ${ProposalState}` | `withdrawal ${ProposalState}`;
const BESIDE: Beside[] = [
  'none',
  ...STATES.map((state) => `change ${state}` as const),
  ...STATES.map((state) => `withdrawal ${state}` as const),
];
const CLOSED: Beside[] = ['none', 'change approved', 'change discarded', 'withdrawal approved', 'withdrawal discarded'];

function beside(name: Beside): Proposal | undefined {
  const [kind, state] = name.split(' ') as ['none' | 'change' | 'withdrawal', ProposalState];
  if (kind === 'none') return undefined;
  return kind === 'change' ? change(state) : withdrawal(state);
}

const ASKINGS = (Object.keys(ENTRIES) as (keyof typeof ENTRIES)[]).flatMap((stands) =>
  BESIDE.map(
    (name) =>
      [
        stands,
        name,
        stands !== 'published' ? 'not-published' : CLOSED.includes(name) ? 'in_review' : 'proposal-open',
      ] as const,
  ),
);

test.each(ASKINGS)('asking to withdraw an entry that is %s, with a proposal: %s', (stands, name, expected) => {
  expect(
    outcome(withdraw({ id: ENTRY, status: ENTRIES[stands], proposal: beside(name) }, { reason: 'A copy.' }, undefined)),
  ).toBe(expected);
});

test('a withdrawal stands at the published text, with its reason trimmed', () => {
  const asked = withdraw(
    { id: ENTRY, status: PUBLISHED, proposal: undefined },
    { reason: '  A copy.\n', redirectTo: OTHER },
    PUBLISHED,
  );
  expect(asked).toEqual({
    ok: true,
    value: { state: 'in_review', of: PUBLISHED, withdrawal: { reason: 'A copy.', redirect: OTHER } },
  });
});

test('a reason of spaces is none', () => {
  expect(outcome(withdraw({ id: ENTRY, status: PUBLISHED, proposal: undefined }, { reason: ' \n ' }, undefined))).toBe(
    'reason-missing',
  );
});

test.each([
  ['itself', ENTRY, PUBLISHED],
  ['an event that does not exist', OTHER, undefined],
  ['a draft', OTHER, UNPUBLISHED],
  ['a withdrawn page', OTHER, WITHDRAWN],
] as const)('readers are not sent to %s', (_, redirectTo, target) => {
  const refused = withdraw(
    { id: ENTRY, status: PUBLISHED, proposal: undefined },
    { reason: 'A copy.', redirectTo },
    target,
  );
  expect(refused).toMatchObject({ ok: false, error: { code: 'invalid', fields: [{ field: 'redirectTo' }] } });
});

test('whoever asked cannot approve it, whoever wrote the text can', () => {
  for (const state of STATES)
    expect(outcome(approve(withdrawal(state), ASKER, { hash: 'live' }, { published: LIVE, fourEyes: true }))).toBe(
      'own-work',
    );
  expect(
    approve(withdrawal('in_review', OTHER), WROTE_THE_TEXT, { hash: 'live' }, { published: LIVE, fourEyes: true }),
  ).toEqual({
    ok: true,
    value: { state: 'approved', does: 'take-away', revision: LIVE, hash: 'live', notes: {}, redirect: OTHER },
  });
});

test('it is of the text that was seen, while that is what readers see', () => {
  expect(
    outcome(approve(withdrawal('in_review'), REVIEWER, { hash: 'other' }, { published: LIVE, fourEyes: true })),
  ).toBe('text-changed');
  expect(
    outcome(
      approve(withdrawal('in_review'), REVIEWER, { hash: 'live' }, { published: 8 as RevisionId, fourEyes: true }),
    ),
  ).toBe('stale-base');
});

test.each([
  ['the very text that was withdrawn', { revision: LIVE }, 'live', 'open'],
  ['another text', { revision: LIVE }, 'newer', 'open'],
  ['a text that began from an older one', { revision: 6 as RevisionId }, 'newer', 'merge'],
] as const)('a withdrawn page may come back with %s', (_, opened, hash, expected) => {
  const decision = save({ proposal: undefined, status: WITHDRAWN }, opened, hash);
  expect(outcome(decision)).toBe(expected);
  if (decision.ok) expect(decision.value).toEqual({ kind: expected, base: undefined });
});
