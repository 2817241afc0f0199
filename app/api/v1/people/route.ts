import { addPerson } from '#lib/actions/manage-people.ts';
import { ok } from '#lib/domain/result.ts';
import { listPeople } from '#lib/queries/people.ts';
import { door } from '../door.ts';
import { ROUTES } from '../routes.ts';

export const GET = door(ROUTES.listPeople, async ({ store }) => ok({ items: await listPeople(store) }));

export const POST = door(ROUTES.addPerson, ({ store, actor, body }) => addPerson(store, actor, body));
