import { ROUTES } from '#lib/api/routes.ts';
import { attendEntry } from '#lib/editorial/entries/actions/attend-entry.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.attendEntry, ({ store, actor, params, body }) =>
  attendEntry(store, actor, params.id, body),
);
