import { ROUTES } from '#lib/api/routes.ts';
import { dismissSuggestion } from '#lib/discovery/suggestions/actions/dismiss-suggestion.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.dismissSuggestion, ({ store, actor, params, body }) =>
  dismissSuggestion(store, actor, { entry: params.id, ...body }, true),
);
