import { ROUTES } from '#lib/api/routes.ts';
import { bulkRunOf } from '../../bulk-run.ts';
import { door } from '../../door.ts';

export const GET = door(ROUTES.readBulk, ({ store, actor, params }) => bulkRunOf(store, actor, params.id));
