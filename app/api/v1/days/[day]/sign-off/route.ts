import { ROUTES } from '#lib/api/routes.ts';
import { signOffDay } from '#lib/editorial/days/actions/sign-off-day.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.signOffDay, ({ store, actor, params, body }) =>
  signOffDay(store, actor, params.day, body),
);
