import { ok } from '#lib/domain/result.ts';
import { runFiles } from '#lib/queries/runs.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';
import { runOfKind } from '../../../run-of-kind.ts';

export const GET = door(ROUTES.listExportFiles, async ({ store, params, query }) => {
  const run = await runOfKind(store, 'export', params.id);
  return run.ok ? ok(await runFiles(store, params.id, query)) : run;
});
