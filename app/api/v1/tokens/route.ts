import { createToken } from '#lib/actions/manage-tokens.ts';
import type { Scope } from '#lib/domain/permission/role.ts';
import { ok } from '#lib/domain/result.ts';
import { listTokenViews } from '#lib/queries/tokens.ts';
import { door } from '../door.ts';
import { ROUTES } from '../routes.ts';

export const GET = door(ROUTES.listTokens, async ({ store }) => ok({ items: await listTokenViews(store) }));

export const POST = door(ROUTES.createToken, ({ store, actor, body }) => createToken(store, actor, { ...body, scopes: body.scopes as Scope[] }));
