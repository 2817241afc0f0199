import { cancelScheduledApproval } from '#lib/actions/schedule-approval.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.cancelEntrySchedule, ({ store, actor, params }) =>
  cancelScheduledApproval(store, actor, params.id),
);
