import { proposeDayOrder } from '#lib/actions/reorder-day.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.proposeDayOrder, ({ store, actor, params, body }) =>
  proposeDayOrder(store, actor, params.day, body),
);
