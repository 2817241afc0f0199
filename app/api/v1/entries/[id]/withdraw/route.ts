import { withdrawEntry } from '#lib/actions/withdraw-entry.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.withdrawEntry, ({ store, actor, params, body }) =>
  withdrawEntry(store, actor, params.id, body),
);
