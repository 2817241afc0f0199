import { ok } from '#lib/domain/result.ts';
import { lookUpSource } from '#lib/queries/source-lookup.ts';
import { door } from '../../door.ts';
import { ROUTES } from '../../routes.ts';

export const GET = door(ROUTES.lookUpSource, async ({ store, query }) =>
  ok(await lookUpSource(store, query.url, query.event)),
);
