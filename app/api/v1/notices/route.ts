import { ok } from '#lib/domain/result.ts';
import { listNotices } from '#lib/queries/notices.ts';
import { door } from '../door.ts';
import { ROUTES } from '../routes.ts';

export const GET = door(ROUTES.listNotices, async ({ store, actor, query }) =>
  ok(await listNotices(store, actor.person, query)),
);
