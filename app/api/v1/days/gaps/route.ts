import { ROUTES } from '#lib/api/routes.ts';
import { readGaps } from '#lib/editorial/days/queries/day-gaps.ts';
import { ok } from '#lib/kernel/result.ts';
import { door } from '../../door.ts';

export const GET = door(ROUTES.listGaps, async ({ store, query }) => ok(await readGaps(store, query)));
