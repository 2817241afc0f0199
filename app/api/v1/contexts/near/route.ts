import { ok } from '#lib/domain/result.ts';
import { contextsNear } from '#lib/store/context-near.ts';
import { door } from '../../door.ts';
import { ROUTES } from '../../routes.ts';

export const GET = door(ROUTES.findNearContexts, async ({ store, query }) =>
  ok({ items: await contextsNear(store.pool, query.name, query.except ? [query.except] : []) }),
);
