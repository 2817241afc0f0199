import { attendEntry } from '#lib/actions/attend-entry.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.attendEntry, ({ store, actor, params, body }) =>
  attendEntry(store, actor, params.id, body),
);
