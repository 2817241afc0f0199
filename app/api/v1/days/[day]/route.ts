import { ok } from '#lib/domain/result.ts';
import { readDay } from '#lib/queries/day.ts';
import { readDaySignOff } from '#lib/queries/day-sign-off.ts';
import { door } from '../../door.ts';
import { ROUTES } from '../../routes.ts';

export const GET = door(ROUTES.readDay, async ({ store, params: { day } }) => {
  const [view, signOff] = await Promise.all([readDay(store, day), readDaySignOff(store, day)]);
  return ok({ ...view, signOff });
});
