import { ROUTES } from '#lib/api/routes.ts';
import { discardOrderProposal } from '#lib/editorial/days/actions/decide-order.ts';
import { door } from '../../../../door.ts';

export const POST = door(ROUTES.discardDayOrder, ({ store, actor, params, body }) =>
  discardOrderProposal(store, actor, params.id, body.reason),
);
