import { assignEntry } from '#lib/actions/assign-entry.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.assignEntry, ({ store, actor, params, body }) =>
  assignEntry(store, actor, params.id, body.to),
);
