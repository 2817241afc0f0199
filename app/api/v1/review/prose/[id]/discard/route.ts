import { discardProseProposal } from '#lib/actions/decide-prose.ts';
import { door } from '../../../../door.ts';
import { ROUTES } from '../../../../routes.ts';

export const POST = door(ROUTES.discardProse, ({ store, actor, params, body }) =>
  discardProseProposal(store, actor, params.id, body.reason),
);
