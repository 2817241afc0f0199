import { createTarget } from '#lib/actions/save-target.ts';
import { ok } from '#lib/domain/result.ts';
import { listTargets } from '#lib/queries/targets.ts';
import { door } from '../../door.ts';
import { ROUTES } from '../../routes.ts';

export const GET = door(ROUTES.listTargets, async ({ store }) => ok({ items: await listTargets(store) }));

export const POST = door(ROUTES.createTarget, ({ store, actor, body }) => createTarget(store, actor, body));
