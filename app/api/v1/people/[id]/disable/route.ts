import { disablePerson } from '#lib/actions/manage-people.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.disablePerson, ({ store, actor, params }) => disablePerson(store, actor, params.id));
