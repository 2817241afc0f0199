import { ROUTES } from '#lib/api/routes.ts';
import { reopenDay } from '#lib/editorial/days/actions/sign-off-day.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.reopenDay, ({ store, actor, params, body }) =>
  reopenDay(store, actor, params.day, body),
);
