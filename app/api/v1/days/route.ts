import { ROUTES } from '#lib/api/routes.ts';
import { readDayCounts } from '#lib/editorial/days/queries/day-counts.ts';
import { ok } from '#lib/kernel/result.ts';
import { door } from '../door.ts';

export const GET = door(ROUTES.listDays, async ({ store, query: { from, to } }) => {
  const counts = await readDayCounts(store, from, to);
  return ok({ items: [...counts].map(([day, count]) => ({ day, ...count })) });
});
