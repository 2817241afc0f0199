import { reorderDay } from '#lib/actions/reorder-day.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const PUT = door(ROUTES.orderDay, ({ store, actor, params, body }) =>
  reorderDay(store, actor, params.day, body),
);
