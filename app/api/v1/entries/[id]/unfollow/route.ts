import { ROUTES } from '#lib/api/routes.ts';
import { followEntry } from '#lib/notices/actions/follow-entry.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.unfollowEntry, ({ store, actor, params }) =>
  followEntry(store, actor, params.id, false),
);
