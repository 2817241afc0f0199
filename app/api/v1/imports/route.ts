import { ROUTES } from '#lib/api/routes.ts';
import { startImport } from '#lib/exchange/import/actions/start-import.ts';
import { onlyOfKind } from '#lib/exchange/runs/run-kind.ts';
import { listRuns } from '#lib/exchange/runs/runs.ts';
import { ok } from '#lib/kernel/result.ts';
import { door } from '../door.ts';
import { keyOf } from '../idempotency-key.ts';

export const GET = door(ROUTES.listImports, async ({ store, query }) => {
  const { items, next } = await listRuns(store, { kind: 'import', ...query });
  return ok({ items: onlyOfKind(items, 'import'), next });
});

export const POST = door(ROUTES.startImport, async ({ store, actor, request, body }) => {
  const key = keyOf(request);
  return key.ok ? startImport(store, actor, body, key.value) : key.error;
});
