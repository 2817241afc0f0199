import { ROUTES } from '#lib/api/routes.ts';
import { saveUpload } from '#lib/exchange/import/actions/save-upload.ts';
import { door } from '../../door.ts';

export const POST = door(ROUTES.saveUpload, ({ store, actor, query, body }) =>
  saveUpload(store, actor, query.name, body),
);
