import { ROUTES } from '#lib/api/routes.ts';
import { ok } from '#lib/kernel/result.ts';
import { findPublishers } from '#lib/sources/queries/find-publishers.ts';
import { door } from '../../door.ts';

export const GET = door(ROUTES.findPublishers, async ({ store, query }) =>
  ok({ items: await findPublishers(store, query.q) }),
);
