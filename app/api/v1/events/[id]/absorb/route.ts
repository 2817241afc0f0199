import { mergeEvents } from '#lib/actions/merge-events.ts';
import type { EventId } from '#lib/domain/ids.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.absorbEvent, ({ store, actor, params, body }) => mergeEvents(store, actor, params.id as EventId, body));
