import { settleItem } from '#lib/actions/settle-item.ts';
import { door } from '../../door.ts';
import { ROUTES } from '../../routes.ts';

export const POST = door(ROUTES.settleItem, ({ store, actor, params, body }) =>
  settleItem(store, actor, params.id, body),
);
