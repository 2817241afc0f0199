import { approveEntry } from '#lib/actions/approve-entry.ts';
import type { EventId } from '#lib/domain/ids.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.approveEvent, ({ store, actor, params, body }) => approveEntry(store, actor, params.id as EventId, body));
