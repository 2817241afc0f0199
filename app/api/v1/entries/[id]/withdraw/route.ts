import { ROUTES } from '#lib/api/routes.ts';
import { withdrawEntry } from '#lib/editorial/entries/actions/withdraw-entry.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.withdrawEntry, ({ store, actor, params, body }) =>
  withdrawEntry(store, actor, params.id, body),
);
