import { ROUTES } from '#lib/api/routes.ts';
import { ok } from '#lib/kernel/result.ts';
import { findPeople } from '#lib/people/queries/people-names.ts';
import { door } from '../../door.ts';

export const GET = door(ROUTES.findPeople, async ({ store, query }) =>
  ok({ items: await findPeople(store, query.q, query.for === 'review') }),
);
