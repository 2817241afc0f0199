import { mergePublishers } from '#lib/actions/manage-publishers.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.mergePublisher, ({ store, actor, params, body }) =>
  mergePublishers(store, actor, params.id, body),
);
