import type { AppError } from '../../../kernel/app-error.ts';
import type { Proposal } from '../../../kernel/newsroom/proposal.ts';
import { STATE_NAMES } from '../../../kernel/newsroom/proposal.ts';
import { fail, ok, type Result } from '../../../kernel/result.ts';

/** How far ahead an approval can be set, in days. */
export const MOST_DAYS_AHEAD = 366;

/** An approval that is published this much later than it was set for says so, in minutes. */
const LATE_AFTER_MINUTES = 2;

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** An approval for later: of which content, and when. */
export type Schedule = { hash: string; at: Date };

/**
 * Sets the time of an approval that is allowed now. Refused: a time that is over, or so far off that nobody means it.
 */
export function schedule(approval: { hash: string }, at: Date, now: Date): Result<Schedule, AppError> {
  if (at.getTime() <= now.getTime()) return fail(problem('is in the past. Choose a later time, or approve now.'));
  if (at.getTime() > now.getTime() + MOST_DAYS_AHEAD * DAY_MS)
    return fail(problem(`is more than ${MOST_DAYS_AHEAD} days ahead.`));
  return ok({ hash: approval.hash, at });
}

/** Takes a set time back; the proposal waits for a decision again. */
export function cancelSchedule(proposal: Proposal, isScheduled: boolean): Result<{ state: 'in_review' }, AppError> {
  if (proposal.state !== 'in_review')
    return fail({ code: 'wrong-state', action: 'unscheduled', state: STATE_NAMES[proposal.state] });
  return isScheduled ? ok({ state: 'in_review' }) : fail({ code: 'not-scheduled' });
}

/** By how many whole minutes a publication is late, where that is worth a word. */
export function lateMinutes(at: Date, now: Date): number | undefined {
  const minutes = Math.floor((now.getTime() - at.getTime()) / MINUTE_MS);
  return minutes > LATE_AFTER_MINUTES ? minutes : undefined;
}

function problem(message: string): AppError {
  return { code: 'invalid', fields: [{ field: 'at', message }] };
}
