import { enablePerson } from '#lib/actions/manage-people.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.enablePerson, ({ store, actor, params }) => enablePerson(store, actor, params.id));
