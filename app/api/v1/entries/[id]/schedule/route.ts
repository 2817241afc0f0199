import { scheduleApproval } from '#lib/actions/schedule-approval.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.scheduleEntry, ({ store, actor, params, body }) =>
  scheduleApproval(store, actor, params.id, body),
);
