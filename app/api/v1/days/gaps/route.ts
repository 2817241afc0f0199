import { ok } from '#lib/domain/result.ts';
import { readGaps } from '#lib/queries/day-gaps.ts';
import { door } from '../../door.ts';
import { ROUTES } from '../../routes.ts';

export const GET = door(ROUTES.listGaps, async ({ store, query }) => ok(await readGaps(store, query)));
