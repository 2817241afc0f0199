import { ROUTES } from '#lib/api/routes.ts';
import { startExport } from '#lib/exchange/export/actions/start-export.ts';
import { onlyOfKind } from '#lib/exchange/runs/run-kind.ts';
import { listRuns } from '#lib/exchange/runs/runs.ts';
import { ok } from '#lib/kernel/result.ts';
import { door } from '../door.ts';
import { keyOf } from '../idempotency-key.ts';

export const GET = door(ROUTES.listExports, async ({ store, query }) => {
  const { items, next } = await listRuns(store, { kind: 'export', ...query });
  return ok({ items: onlyOfKind(items, 'export'), next });
});

export const POST = door(ROUTES.startExport, async ({ store, actor, request, body }) => {
  const key = keyOf(request);
  return key.ok ? startExport(store, actor, body, key.value) : key.error;
});
