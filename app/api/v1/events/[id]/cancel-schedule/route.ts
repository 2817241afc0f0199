import { cancelScheduledApproval } from '#lib/actions/schedule-approval.ts';
import type { EventId } from '#lib/domain/ids.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.cancelEventSchedule, ({ store, actor, params }) => cancelScheduledApproval(store, actor, params.id as EventId));
