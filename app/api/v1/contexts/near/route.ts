import { ROUTES } from '#lib/api/routes.ts';
import { contextsNear } from '#lib/editorial/contexts/store/context-near.ts';
import { ok } from '#lib/kernel/result.ts';
import { door } from '../../door.ts';

export const GET = door(ROUTES.findNearContexts, async ({ store, query }) =>
  ok({ items: await contextsNear(store.pool, query.name, query.except ? [query.except] : []) }),
);
