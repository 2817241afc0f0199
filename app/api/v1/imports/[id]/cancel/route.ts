import { cancelRun } from '#lib/actions/cancel-run.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.cancelImport, ({ store, actor, params }) =>
  cancelRun(store, actor, 'import', params.id),
);
