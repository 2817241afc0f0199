import { requestEntryChanges } from '#lib/actions/request-changes.ts';
import type { EventId } from '#lib/domain/ids.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.requestEventChanges, ({ store, actor, params, body }) => requestEntryChanges(store, actor, params.id as EventId, body.reason));
