import { retryRun } from '#lib/actions/retry-run.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.retryImport, ({ store, actor, params }) => retryRun(store, actor, 'import', params.id));
