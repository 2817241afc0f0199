import { ROUTES } from '#lib/api/routes.ts';
import { ok } from '#lib/kernel/result.ts';
import { countUnread } from '#lib/notices/queries/notices.ts';
import { door } from '../../door.ts';

export const GET = door(ROUTES.countUnread, async ({ store, actor }) =>
  ok({ count: await countUnread(store, actor.person) }),
);
