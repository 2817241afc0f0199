import { retryBulk } from '#lib/actions/retry-run.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.retryBulk, ({ store, actor, params }) => retryBulk(store, actor, params.id));
