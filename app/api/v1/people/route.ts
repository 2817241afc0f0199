import { ROUTES } from '#lib/api/routes.ts';
import { ok } from '#lib/kernel/result.ts';
import { addPerson } from '#lib/people/actions/manage-people.ts';
import { listPeople } from '#lib/people/queries/people.ts';
import { door } from '../door.ts';

export const GET = door(ROUTES.listPeople, async ({ store }) => ok({ items: await listPeople(store) }));

export const POST = door(ROUTES.addPerson, ({ store, actor, body }) => addPerson(store, actor, body));
