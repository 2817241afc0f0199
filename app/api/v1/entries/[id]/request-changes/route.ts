import { ROUTES } from '#lib/api/routes.ts';
import { requestEntryChanges } from '#lib/editorial/entries/actions/request-changes.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.requestEntryChanges, ({ store, actor, params, body }) =>
  requestEntryChanges(store, actor, params.id, body.reason),
);
