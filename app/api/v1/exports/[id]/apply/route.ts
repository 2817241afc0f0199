import { ROUTES } from '#lib/api/routes.ts';
import { applyPlan } from '#lib/exchange/export/actions/apply-plan.ts';
import { door } from '../../../door.ts';
import { keyOf } from '../../../idempotency-key.ts';

export const POST = door(ROUTES.applyPlan, async ({ store, actor, request, params }) => {
  const key = keyOf(request);
  return key.ok ? applyPlan(store, actor, params.id, key.value) : key.error;
});
