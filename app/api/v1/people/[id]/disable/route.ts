import { ROUTES } from '#lib/api/routes.ts';
import { disablePerson } from '#lib/people/actions/manage-people.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.disablePerson, ({ store, actor, params }) => disablePerson(store, actor, params.id));
