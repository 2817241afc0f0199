import { ok } from '#lib/domain/result.ts';
import { listSettleItems } from '#lib/queries/settle-items.ts';
import { door } from '../door.ts';
import { ROUTES } from '../routes.ts';

export const GET = door(ROUTES.listSettleItems, async ({ store, query }) => ok(await listSettleItems(store, query)));
