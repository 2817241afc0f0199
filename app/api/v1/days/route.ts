import { ok } from '#lib/domain/result.ts';
import { readDayCounts } from '#lib/queries/day-counts.ts';
import { door } from '../door.ts';
import { ROUTES } from '../routes.ts';

export const GET = door(ROUTES.listDays, async ({ store, query: { from, to } }) => {
  const counts = await readDayCounts(store, from, to);
  return ok({ items: [...counts].map(([day, count]) => ({ day, ...count })) });
});
