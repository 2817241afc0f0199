import { ROUTES } from '#lib/api/routes.ts';
import { listSettleItems } from '#lib/exchange/import/queries/settle-items.ts';
import { ok } from '#lib/kernel/result.ts';
import { door } from '../door.ts';

export const GET = door(ROUTES.listSettleItems, async ({ store, query }) => ok(await listSettleItems(store, query)));
