import { ROUTES } from '#lib/api/routes.ts';
import { reorderDay } from '#lib/editorial/days/actions/reorder-day.ts';
import { door } from '../../../door.ts';

export const PUT = door(ROUTES.orderDay, ({ store, actor, params, body }) =>
  reorderDay(store, actor, params.day, body),
);
