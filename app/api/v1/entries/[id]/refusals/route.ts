import { refuseSuggestion } from '#lib/actions/refuse-suggestion.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.refuseSuggestion, ({ store, actor, params, body }) =>
  refuseSuggestion(store, actor, { event: params.id, ...body }, true),
);
