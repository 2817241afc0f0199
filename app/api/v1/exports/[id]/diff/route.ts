import { ROUTES } from '#lib/api/routes.ts';
import { readPlanDiff } from '#lib/exchange/runs/run-diff.ts';
import { fail, ok } from '#lib/kernel/result.ts';
import { door } from '../../../door.ts';

export const GET = door(ROUTES.readExportDiff, async ({ store, params, query }) => {
  const diff = await readPlanDiff(store, params.id, query.path);
  return diff ? ok(diff) : fail({ code: 'not-found', what: `A file ${query.path} in the list of export ${params.id}` });
});
