import { ROUTES } from '#lib/api/routes.ts';
import { approveProseProposal } from '#lib/editorial/prose/decide-prose.ts';
import { door } from '../../../../door.ts';

export const POST = door(ROUTES.approveProse, ({ store, actor, params, body }) =>
  approveProseProposal(store, actor, params.id, body),
);
