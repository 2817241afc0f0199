import { ROUTES } from '#lib/api/routes.ts';
import { assignEntry } from '#lib/editorial/entries/actions/assign-entry.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.assignEntry, ({ store, actor, params, body }) =>
  assignEntry(store, actor, params.id, body.to),
);
