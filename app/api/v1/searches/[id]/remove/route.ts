import { removeSavedSearch } from '#lib/actions/manage-saved-searches.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.removeSearch, ({ store, actor, params }) => removeSavedSearch(store, actor, params.id));
