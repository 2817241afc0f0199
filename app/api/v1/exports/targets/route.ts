import { ROUTES } from '#lib/api/routes.ts';
import { createTarget } from '#lib/exchange/export/actions/save-target.ts';
import { listTargets } from '#lib/exchange/export/queries/targets.ts';
import { ok } from '#lib/kernel/result.ts';
import { door } from '../../door.ts';

export const GET = door(ROUTES.listTargets, async ({ store }) => ok({ items: await listTargets(store) }));

export const POST = door(ROUTES.createTarget, ({ store, actor, body }) => createTarget(store, actor, body));
