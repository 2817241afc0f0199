import { describe, expect, test } from 'vitest';
import { type Assignee, assign } from '../../../lib/editorial/entries/rules/assign.ts';
import {
  cancelSchedule,
  lateMinutes,
  MOST_DAYS_AHEAD,
  schedule,
} from '../../../lib/editorial/entries/rules/schedule.ts';
import type { EntryId, PersonId, ProposalId, RevisionId } from '../../../lib/kernel/ids.ts';
import type { Proposal } from '../../../lib/kernel/newsroom/proposal.ts';

const NOW = new Date('2026-11-22T10:00:00Z');
const later = (ms: number) => new Date(NOW.getTime() + ms);
const DAY = 86_400_000;

const common = {
  asks: 'publish' as const,
  id: 1 as ProposalId,
  entry: 1 as EntryId,
  version: 1,
  base: undefined,
  revision: 1 as RevisionId,
  hash: 'h',
  authors: [1 as PersonId],
  writers: [1 as PersonId],
};
const IN_REVIEW: Proposal = { ...common, state: 'in_review', submittedAt: NOW };
const OTHERS: Proposal[] = [
  { ...common, state: 'draft' },
  { ...common, state: 'changes_requested', reason: 'r' },
  { ...common, state: 'approved', decidedBy: 2 as PersonId },
  { ...common, state: 'discarded', decidedBy: 2 as PersonId },
];

describe('the time of an approval', () => {
  test('is any later one within a year', () => {
    expect(schedule({ hash: 'h' }, later(1), NOW)).toEqual({ ok: true, value: { hash: 'h', at: later(1) } });
    expect(schedule({ hash: 'h' }, later(MOST_DAYS_AHEAD * DAY), NOW).ok).toBe(true);
  });
  test.each([0, -1, MOST_DAYS_AHEAD * DAY + 1])('is not %s ms from now', (ms) => {
    expect(schedule({ hash: 'h' }, later(ms), NOW)).toMatchObject({
      ok: false,
      error: { code: 'invalid', fields: [{ field: 'at' }] },
    });
  });
  test('is taken back in review alone, and where one is set', () => {
    expect(cancelSchedule(IN_REVIEW, true).ok).toBe(true);
    expect(cancelSchedule(IN_REVIEW, false)).toEqual({ ok: false, error: { code: 'not-scheduled' } });
    for (const proposal of OTHERS)
      expect(cancelSchedule(proposal, true)).toMatchObject({ ok: false, error: { code: 'wrong-state' } });
  });
  test.each([
    [0, undefined],
    [2.9, undefined],
    [3, 3],
    [180.5, 180],
  ])('%s minutes late is told as %s', (minutes, told) => expect(lateMinutes(NOW, later(minutes * 60_000))).toBe(told));
});

describe('an assignment', () => {
  const rita: Assignee = { id: 2 as PersonId, name: 'Rita', reviews: true };
  test('goes to a reviewer, or back to nobody', () => {
    expect(assign(IN_REVIEW, rita)).toEqual({ ok: true, value: { to: 2 } });
    expect(assign(IN_REVIEW, null)).toEqual({ ok: true, value: { to: null } });
  });
  test.each<[string, Assignee]>([
    ['somebody who cannot review', { ...rita, reviews: false }],
    ['an author', { ...rita, id: 1 as PersonId }],
  ])('not to %s', (_, to) =>
    expect(assign(IN_REVIEW, to)).toMatchObject({ ok: false, error: { code: 'invalid', fields: [{ field: 'to' }] } }),
  );
  test('is of what is in review', () => {
    for (const proposal of OTHERS)
      expect(assign(proposal, null)).toMatchObject({ ok: false, error: { code: 'wrong-state' } });
  });
});
