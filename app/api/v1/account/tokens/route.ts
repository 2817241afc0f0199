import { ok } from '#lib/domain/result.ts';
import { listTokenViews } from '#lib/queries/tokens.ts';
import { door } from '../../door.ts';
import { ROUTES } from '../../routes.ts';

export const GET = door(ROUTES.listOwnTokens, async ({ store, actor }) =>
  ok({ items: await listTokenViews(store, actor.person) }),
);
