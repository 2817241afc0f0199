import { retryRun } from '#lib/actions/retry-run.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.retryExport, ({ store, actor, params }) => retryRun(store, actor, 'export', params.id));
