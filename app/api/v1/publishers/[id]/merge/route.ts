import { ROUTES } from '#lib/api/routes.ts';
import { mergePublishers } from '#lib/sources/actions/manage-publishers.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.mergePublisher, ({ store, actor, params, body }) =>
  mergePublishers(store, actor, params.id, body),
);
