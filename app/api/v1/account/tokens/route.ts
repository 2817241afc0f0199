import { ROUTES } from '#lib/api/routes.ts';
import { ok } from '#lib/kernel/result.ts';
import { listTokenViews } from '#lib/people/queries/tokens.ts';
import { door } from '../../door.ts';

export const GET = door(ROUTES.listOwnTokens, async ({ store, actor }) =>
  ok({ items: await listTokenViews(store, actor.person) }),
);
