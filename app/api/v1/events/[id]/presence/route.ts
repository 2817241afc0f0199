import { attendEntry } from '#lib/actions/attend-entry.ts';
import type { EventId } from '#lib/domain/ids.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.attendEvent, ({ store, actor, params, body }) => attendEntry(store, actor, params.id as EventId, body));
