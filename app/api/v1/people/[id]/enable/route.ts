import { enablePerson } from '#lib/actions/manage-people.ts';
import type { PersonId } from '#lib/domain/ids.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.enablePerson, ({ store, actor, params }) => enablePerson(store, actor, params.id as PersonId));
