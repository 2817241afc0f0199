import { ROUTES } from '#lib/api/routes.ts';
import { proposeDayOrder } from '#lib/editorial/days/actions/reorder-day.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.proposeDayOrder, ({ store, actor, params, body }) =>
  proposeDayOrder(store, actor, params.day, body),
);
