import { saveUpload } from '#lib/actions/save-upload.ts';
import { door } from '../../door.ts';
import { ROUTES } from '../../routes.ts';

export const POST = door(ROUTES.saveUpload, ({ store, actor, query, body }) =>
  saveUpload(store, actor, query.name, body),
);
