import { ROUTES } from '#lib/api/routes.ts';
import { refuseContextPair } from '#lib/editorial/contexts/actions/refuse-context-pair.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.refuseContextPair, ({ store, actor, params, body }) =>
  refuseContextPair(store, actor, params.id, body.with),
);
