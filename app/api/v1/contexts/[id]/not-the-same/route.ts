import { refuseContextPair } from '#lib/actions/refuse-context-pair.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.refuseContextPair, ({ store, actor, params, body }) =>
  refuseContextPair(store, actor, params.id, body.with),
);
