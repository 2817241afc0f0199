import { markOwnNotices } from '#lib/actions/mark-notices.ts';
import { door } from '../../door.ts';
import { ROUTES } from '../../routes.ts';

export const POST = door(ROUTES.markNotices, ({ store, actor, body }) => markOwnNotices(store, actor, body));
