import { restoreRevision } from '#lib/actions/restore-revision.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.restoreRevision, ({ store, actor, params, body }) =>
  restoreRevision(store, actor, params.id, body.revision, body.seen),
);
