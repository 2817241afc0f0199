import { ROUTES } from '#lib/api/routes.ts';
import { runFiles } from '#lib/exchange/runs/runs.ts';
import { ok } from '#lib/kernel/result.ts';
import { door } from '../../../door.ts';
import { runOfKind } from '../../../run-of-kind.ts';

export const GET = door(ROUTES.listImportFiles, async ({ store, params, query }) => {
  const run = await runOfKind(store, 'import', params.id);
  return run.ok ? ok(await runFiles(store, params.id, query)) : run;
});
