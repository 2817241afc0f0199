import { ROUTES } from '#lib/api/routes.ts';
import { refuseSuggestion } from '#lib/discovery/suggestions/actions/refuse-suggestion.ts';
import { door } from '../../../../door.ts';

export const POST = door(ROUTES.takeRefusalBack, ({ store, actor, params, body }) =>
  refuseSuggestion(store, actor, { entry: params.id, ...body }, false),
);
