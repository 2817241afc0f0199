import { requestEntryChanges } from '#lib/actions/request-changes.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.requestEntryChanges, ({ store, actor, params, body }) =>
  requestEntryChanges(store, actor, params.id, body.reason),
);
