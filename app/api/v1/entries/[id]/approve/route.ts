import { approveEntry } from '#lib/actions/approve-entry.ts';
import type { Approval } from '#lib/actions/parts/approval.ts';
import { scheduleApproval, type WaitingApproval } from '#lib/actions/schedule-approval.ts';
import type { Refusal } from '#lib/domain/refusals.ts';
import type { Result } from '#lib/domain/result.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(
  ROUTES.approveEntry,
  ({ store, actor, params, body: { at, ...seen } }): Promise<Result<Approval | WaitingApproval, Refusal>> =>
    at ? scheduleApproval(store, actor, params.id, { ...seen, at }) : approveEntry(store, actor, params.id, seen),
);
