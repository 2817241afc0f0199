import { ROUTES } from '#lib/api/routes.ts';
import { markOwnNotices } from '#lib/notices/actions/mark-notices.ts';
import { door } from '../../door.ts';

export const POST = door(ROUTES.markNotices, ({ store, actor, body }) => markOwnNotices(store, actor, body));
