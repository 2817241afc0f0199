import { approveOrderProposal } from '#lib/actions/decide-order.ts';
import { door } from '../../../../door.ts';
import { ROUTES } from '../../../../routes.ts';

export const POST = door(ROUTES.approveDayOrder, ({ store, actor, params, body }) =>
  approveOrderProposal(store, actor, params.id, body),
);
