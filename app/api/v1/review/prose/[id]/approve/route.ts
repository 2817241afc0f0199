import { approveProseProposal } from '#lib/actions/decide-prose.ts';
import { door } from '../../../../door.ts';
import { ROUTES } from '../../../../routes.ts';

export const POST = door(ROUTES.approveProse, ({ store, actor, params, body }) =>
  approveProseProposal(store, actor, params.id, body),
);
