import { ROUTES } from '#lib/api/routes.ts';
import { resolveThread } from '#lib/editorial/comments/resolve-thread.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.resolveThread, ({ store, actor, params }) =>
  resolveThread(store, actor, params.id, 'resolved'),
);
