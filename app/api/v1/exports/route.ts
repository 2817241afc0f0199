import { startExport } from '#lib/actions/start-export.ts';
import { ok } from '#lib/domain/result.ts';
import { onlyOfKind } from '#lib/queries/run-kind.ts';
import { listRuns } from '#lib/queries/runs.ts';
import { door } from '../door.ts';
import { keyOf } from '../idempotency-key.ts';
import { ROUTES } from '../routes.ts';

export const GET = door(ROUTES.listExports, async ({ store, query }) => {
  const { items, next } = await listRuns(store, { kind: 'export', ...query });
  return ok({ items: onlyOfKind(items, 'export'), next });
});

export const POST = door(ROUTES.startExport, async ({ store, actor, request, body }) => {
  const key = keyOf(request);
  return key.ok ? startExport(store, actor, body, key.value) : key.problem;
});
