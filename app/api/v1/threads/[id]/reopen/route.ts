import { resolveThread } from '#lib/actions/resolve-thread.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.reopenThread, ({ store, actor, params }) =>
  resolveThread(store, actor, params.id, 'open'),
);
