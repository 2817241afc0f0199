import { ok, refuse } from '#lib/domain/result.ts';
import { readPlanDiff } from '#lib/queries/run-diff.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const GET = door(ROUTES.readExportDiff, async ({ store, params, query }) => {
  const diff = await readPlanDiff(store, params.id, query.path);
  return diff
    ? ok(diff)
    : refuse({ code: 'not-found', what: `A file ${query.path} in the list of export ${params.id}` });
});
