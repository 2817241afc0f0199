import { discardOrderProposal } from '#lib/actions/decide-order.ts';
import { door } from '../../../../door.ts';
import { ROUTES } from '../../../../routes.ts';

export const POST = door(ROUTES.discardDayOrder, ({ store, actor, params, body }) =>
  discardOrderProposal(store, actor, params.id, body.reason),
);
