import { ROUTES } from '#lib/api/routes.ts';
import { changePublisher } from '#lib/sources/actions/manage-publishers.ts';
import { door } from '../../door.ts';

export const PATCH = door(ROUTES.changePublisher, ({ store, actor, params, body }) =>
  changePublisher(store, actor, params.id, body),
);
