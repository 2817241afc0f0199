import { ROUTES } from '#lib/api/routes.ts';
import { entryHeartbeat } from '#lib/editorial/entries/actions/entry-heartbeat.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.entryHeartbeat, ({ store, actor, params, body }) =>
  entryHeartbeat(store, actor, params.id, body),
);
