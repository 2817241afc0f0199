import { ROUTES } from '#lib/api/routes.ts';
import { enablePerson } from '#lib/people/actions/manage-people.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.enablePerson, ({ store, actor, params }) => enablePerson(store, actor, params.id));
