import { assignEntry } from '#lib/actions/assign-entry.ts';
import type { EventId } from '#lib/domain/ids.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.assignEvent, ({ store, actor, params, body }) => assignEntry(store, actor, params.id as EventId, body.to));
