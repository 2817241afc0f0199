import { ROUTES } from '#lib/api/routes.ts';
import { dismissContextPair } from '#lib/editorial/contexts/actions/dismiss-context-pair.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.dismissContextPair, ({ store, actor, params, body }) =>
  dismissContextPair(store, actor, params.id, body.with),
);
