import { readOrderChange } from '#lib/queries/order-change.ts';
import { door } from '../../../door.ts';
import { found } from '../../../found.ts';
import { ROUTES } from '../../../routes.ts';

export const GET = door(ROUTES.readDayOrderChange, async ({ store, params }) =>
  found(await readOrderChange(store, params.id), `Proposed order ${params.id}`),
);
