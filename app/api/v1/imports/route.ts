import { startImport } from '#lib/actions/start-import.ts';
import { ok } from '#lib/domain/result.ts';
import { onlyOfKind } from '#lib/queries/run-kind.ts';
import { listRuns } from '#lib/queries/runs.ts';
import { door } from '../door.ts';
import { keyOf } from '../idempotency-key.ts';
import { ROUTES } from '../routes.ts';

export const GET = door(ROUTES.listImports, async ({ store, query }) => {
  const { items, next } = await listRuns(store, { kind: 'import', ...query });
  return ok({ items: onlyOfKind(items, 'import'), next });
});

export const POST = door(ROUTES.startImport, async ({ store, actor, request, body }) => {
  const key = keyOf(request);
  return key.ok ? startImport(store, actor, body, key.value) : key.problem;
});
