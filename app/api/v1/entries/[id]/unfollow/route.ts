import { followEntry } from '#lib/actions/follow-entry.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.unfollowEntry, ({ store, actor, params }) =>
  followEntry(store, actor, params.id, false),
);
