import { ok } from '#lib/domain/result.ts';
import { findPeople } from '#lib/queries/people-names.ts';
import { door } from '../../door.ts';
import { ROUTES } from '../../routes.ts';

export const GET = door(ROUTES.findPeople, async ({ store, query }) =>
  ok({ items: await findPeople(store, query.q, query.for === 'review') }),
);
