import { ROUTES } from '#lib/api/routes.ts';
import { removeSavedSearch } from '#lib/discovery/search/manage-saved-searches.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.removeSearch, ({ store, actor, params }) => removeSavedSearch(store, actor, params.id));
