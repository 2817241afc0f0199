import { createToken } from '#lib/actions/manage-tokens.ts';
import { ok } from '#lib/domain/result.ts';
import { listTokenViews } from '#lib/queries/tokens.ts';
import { door } from '../door.ts';
import { ROUTES } from '../routes.ts';

export const GET = door(ROUTES.listTokens, async ({ store }) => ok({ items: await listTokenViews(store) }));

export const POST = door(ROUTES.createToken, async ({ store, actor, body }) => {
  const made = await createToken(store, actor, body);
  return made.ok ? ok({ ...made.value, expiresAt: made.value.expiresAt?.toISOString() ?? null }) : made;
});
