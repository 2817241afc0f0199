import { ROUTES } from '#lib/api/routes.ts';
import { scheduleApproval } from '#lib/editorial/entries/actions/schedule-approval.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.scheduleEntry, ({ store, actor, params, body }) =>
  scheduleApproval(store, actor, params.id, body),
);
