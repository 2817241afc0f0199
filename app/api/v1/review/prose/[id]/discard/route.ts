import { ROUTES } from '#lib/api/routes.ts';
import { discardProseProposal } from '#lib/editorial/prose/decide-prose.ts';
import { door } from '../../../../door.ts';

export const POST = door(ROUTES.discardProse, ({ store, actor, params, body }) =>
  discardProseProposal(store, actor, params.id, body.reason),
);
