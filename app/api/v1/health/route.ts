import { ok } from '#lib/domain/result.ts';
import { door } from '../door.ts';
import { ROUTES } from '../routes.ts';

export const GET = door(ROUTES.health, async ({ store }) => {
  await store.pool.query('SELECT 1');
  return ok({ ok: true });
});
