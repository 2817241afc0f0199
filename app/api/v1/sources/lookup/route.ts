import { ROUTES } from '#lib/api/routes.ts';
import { ok } from '#lib/kernel/result.ts';
import { lookUpSource } from '#lib/sources/queries/source-lookup.ts';
import { door } from '../../door.ts';

export const GET = door(ROUTES.lookUpSource, async ({ store, query }) =>
  ok(await lookUpSource(store, query.url, query.entry)),
);
