import { ROUTES } from '#lib/api/routes.ts';
import { ok } from '#lib/kernel/result.ts';
import { createToken } from '#lib/people/actions/manage-tokens.ts';
import { listTokenViews } from '#lib/people/queries/tokens.ts';
import { door } from '../door.ts';

export const GET = door(ROUTES.listTokens, async ({ store }) => ok({ items: await listTokenViews(store) }));

export const POST = door(ROUTES.createToken, async ({ store, actor, body }) => {
  const made = await createToken(store, actor, body);
  return made.ok ? ok({ ...made.value, expiresAt: made.value.expiresAt?.toISOString() ?? null }) : made;
});
