import { withdrawEntry } from '#lib/actions/withdraw-entry.ts';
import type { EventId } from '#lib/domain/ids.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.withdrawEvent, ({ store, actor, params, body }) => withdrawEntry(store, actor, params.id as EventId, body));
