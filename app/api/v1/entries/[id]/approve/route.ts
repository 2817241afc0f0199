import { ROUTES } from '#lib/api/routes.ts';
import { approveEntry } from '#lib/editorial/entries/actions/approve-entry.ts';
import type { Approval } from '#lib/editorial/entries/actions/parts/approval.ts';
import { scheduleApproval, type WaitingApproval } from '#lib/editorial/entries/actions/schedule-approval.ts';
import type { AppError } from '#lib/kernel/app-error.ts';
import type { Result } from '#lib/kernel/result.ts';
import { door } from '../../../door.ts';

export const POST = door(
  ROUTES.approveEntry,
  ({ store, actor, params, body: { at, ...seen } }): Promise<Result<Approval | WaitingApproval, AppError>> =>
    at ? scheduleApproval(store, actor, params.id, { ...seen, at }) : approveEntry(store, actor, params.id, seen),
);
