import { noteArchived } from '#lib/actions/care-for-source.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.noteArchivedCopy, ({ store, actor, params, body }) =>
  noteArchived(store, actor, params.id, body.url),
);
