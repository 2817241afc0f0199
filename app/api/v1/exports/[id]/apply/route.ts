import { applyPlan } from '#lib/actions/apply-plan.ts';
import { door } from '../../../door.ts';
import { keyOf } from '../../../idempotency-key.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.applyPlan, async ({ store, actor, request, params }) => {
  const key = keyOf(request);
  return key.ok ? applyPlan(store, actor, params.id, key.value) : key.problem;
});
