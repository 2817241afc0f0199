import { signOffDay } from '#lib/actions/sign-off-day.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.signOffDay, ({ store, actor, params, body }) =>
  signOffDay(store, actor, params.day, body),
);
