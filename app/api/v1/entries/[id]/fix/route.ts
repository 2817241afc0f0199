import { fixSmallThing } from '#lib/actions/small-fix.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.fixEntry, ({ store, actor, params, body }) =>
  fixSmallThing(store, actor, params.id, body),
);
