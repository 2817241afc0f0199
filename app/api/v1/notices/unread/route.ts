import { ok } from '#lib/domain/result.ts';
import { countUnread } from '#lib/queries/notices.ts';
import { door } from '../../door.ts';
import { ROUTES } from '../../routes.ts';

export const GET = door(ROUTES.countUnread, async ({ store, actor }) =>
  ok({ count: await countUnread(store, actor.person) }),
);
