import { changePublisher } from '#lib/actions/manage-publishers.ts';
import { door } from '../../door.ts';
import { ROUTES } from '../../routes.ts';

export const PATCH = door(ROUTES.changePublisher, ({ store, actor, params, body }) =>
  changePublisher(store, actor, params.id, body),
);
