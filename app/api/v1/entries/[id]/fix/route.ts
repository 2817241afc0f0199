import { ROUTES } from '#lib/api/routes.ts';
import { fixSmallThing } from '#lib/editorial/entries/actions/small-fix.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.fixEntry, ({ store, actor, params, body }) =>
  fixSmallThing(store, actor, params.id, body),
);
