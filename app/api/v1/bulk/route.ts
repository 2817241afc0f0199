import { ROUTES } from '#lib/api/routes.ts';
import { startBulk } from '#lib/editorial/bulk/start-bulk.ts';
import { door } from '../door.ts';
import { keyOf } from '../idempotency-key.ts';

export const POST = door(ROUTES.startBulk, async ({ store, actor, request, body }) => {
  const key = keyOf(request);
  return key.ok ? startBulk(store, actor, body, key.value) : key.error;
});
