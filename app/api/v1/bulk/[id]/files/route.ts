import { ok } from '#lib/domain/result.ts';
import { bulkFiles } from '#lib/queries/bulk-items.ts';
import { bulkRunOf } from '../../../bulk-run.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const GET = door(ROUTES.listBulkFiles, async ({ store, actor, params, query }) => {
  const run = await bulkRunOf(store, actor, params.id);
  return run.ok ? ok(await bulkFiles(store, params.id, query)) : run;
});
