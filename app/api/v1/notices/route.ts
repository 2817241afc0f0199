import { ROUTES } from '#lib/api/routes.ts';
import { ok } from '#lib/kernel/result.ts';
import { listNotices } from '#lib/notices/queries/notices.ts';
import { door } from '../door.ts';

export const GET = door(ROUTES.listNotices, async ({ store, actor, query }) =>
  ok(await listNotices(store, actor.person, query)),
);
