import { ROUTES } from '#lib/api/routes.ts';
import { restoreRevision } from '#lib/editorial/entries/actions/restore-revision.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.restoreRevision, ({ store, actor, params, body }) =>
  restoreRevision(store, actor, params.id, body.revision, body.seen),
);
