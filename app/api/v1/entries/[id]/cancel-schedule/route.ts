import { ROUTES } from '#lib/api/routes.ts';
import { cancelScheduledApproval } from '#lib/editorial/entries/actions/schedule-approval.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.cancelEntrySchedule, ({ store, actor, params }) =>
  cancelScheduledApproval(store, actor, params.id),
);
