import { cancelRun } from '#lib/actions/cancel-run.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.cancelExport, ({ store, actor, params }) =>
  cancelRun(store, actor, 'export', params.id),
);
