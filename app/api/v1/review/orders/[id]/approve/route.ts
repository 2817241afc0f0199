import { ROUTES } from '#lib/api/routes.ts';
import { approveOrderProposal } from '#lib/editorial/days/actions/decide-order.ts';
import { door } from '../../../../door.ts';

export const POST = door(ROUTES.approveDayOrder, ({ store, actor, params, body }) =>
  approveOrderProposal(store, actor, params.id, body),
);
