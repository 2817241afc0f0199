import { bulkRunOf } from '../../bulk-run.ts';
import { door } from '../../door.ts';
import { ROUTES } from '../../routes.ts';

export const GET = door(ROUTES.readBulk, ({ store, actor, params }) => bulkRunOf(store, actor, params.id));
