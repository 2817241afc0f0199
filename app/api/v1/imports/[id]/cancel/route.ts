import { ROUTES } from '#lib/api/routes.ts';
import { cancelRun } from '#lib/runs/actions/cancel-run.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.cancelImport, ({ store, actor, params }) =>
  cancelRun(store, actor, 'import', params.id),
);
