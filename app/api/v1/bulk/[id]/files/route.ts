import { ROUTES } from '#lib/api/routes.ts';
import { bulkFiles } from '#lib/exchange/runs/bulk-items.ts';
import { ok } from '#lib/kernel/result.ts';
import { bulkRunOf } from '../../../bulk-run.ts';
import { door } from '../../../door.ts';

export const GET = door(ROUTES.listBulkFiles, async ({ store, actor, params, query }) => {
  const run = await bulkRunOf(store, actor, params.id);
  return run.ok ? ok(await bulkFiles(store, params.id, query)) : run;
});
