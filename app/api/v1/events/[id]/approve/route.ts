import { approveEntry } from '#lib/actions/approve-entry.ts';
import { scheduleApproval } from '#lib/actions/schedule-approval.ts';
import type { EventId } from '#lib/domain/ids.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.approveEvent, async ({ store, actor, params, body: { hash, at } }) =>
  at ? scheduleApproval(store, actor, params.id as EventId, { hash, at }) : approveEntry(store, actor, params.id as EventId, { hash }),
);
