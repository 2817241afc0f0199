import { cancelRun } from '#lib/actions/cancel-run.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.cancelBulk, ({ store, actor, params }) => cancelRun(store, actor, 'bulk', params.id));
