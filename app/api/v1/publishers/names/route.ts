import { ok } from '#lib/domain/result.ts';
import { findPublishers } from '#lib/queries/find-publishers.ts';
import { door } from '../../door.ts';
import { ROUTES } from '../../routes.ts';

export const GET = door(ROUTES.findPublishers, async ({ store, query }) =>
  ok({ items: await findPublishers(store, query.q) }),
);
