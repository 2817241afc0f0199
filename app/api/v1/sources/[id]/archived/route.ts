import { ROUTES } from '#lib/api/routes.ts';
import { noteArchived } from '#lib/sources/actions/resolve-source.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.noteArchivedCopy, ({ store, actor, params, body }) =>
  noteArchived(store, actor, params.id, body.url),
);
