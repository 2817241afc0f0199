import { ROUTES } from '#lib/api/routes.ts';
import { retryBulk } from '#lib/runs/actions/retry-run.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.retryBulk, ({ store, actor, params }) => retryBulk(store, actor, params.id));
