import { ROUTES } from '#lib/api/routes.ts';
import { settleItem } from '#lib/exchange/import/actions/settle-item.ts';
import { door } from '../../door.ts';

export const POST = door(ROUTES.settleItem, ({ store, actor, params, body }) =>
  settleItem(store, actor, params.id, body),
);
