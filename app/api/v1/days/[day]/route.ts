import { ROUTES } from '#lib/api/routes.ts';
import { readDay } from '#lib/editorial/days/queries/day.ts';
import { readDaySignOff } from '#lib/editorial/days/queries/day-sign-off.ts';
import { ok } from '#lib/kernel/result.ts';
import { door } from '../../door.ts';

export const GET = door(ROUTES.readDay, async ({ store, params: { day } }) => {
  const [view, signOff] = await Promise.all([readDay(store, day), readDaySignOff(store, day)]);
  return ok({ ...view, signOff });
});
