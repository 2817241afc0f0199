import { reopenDay } from '#lib/actions/sign-off-day.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.reopenDay, ({ store, actor, params, body }) =>
  reopenDay(store, actor, params.day, body),
);
