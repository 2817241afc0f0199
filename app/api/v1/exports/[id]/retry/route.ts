import { ROUTES } from '#lib/api/routes.ts';
import { retryRun } from '#lib/runs/actions/retry-run.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.retryExport, ({ store, actor, params }) => retryRun(store, actor, 'export', params.id));
