import { ROUTES } from '#lib/api/routes.ts';
import { readOrderChange } from '#lib/editorial/days/queries/order-change.ts';
import { door } from '../../../door.ts';
import { found } from '../../../found.ts';

export const GET = door(ROUTES.readDayOrderChange, async ({ store, params }) =>
  found(await readOrderChange(store, params.id), `Proposed order ${params.id}`),
);
