import { ROUTES } from '#lib/api/routes.ts';
import { ok } from '#lib/kernel/result.ts';
import { outages } from '../../../log.ts';
import { door } from '../door.ts';
import { unavailable } from '../problem.ts';

export const GET = door(ROUTES.health, async ({ store }) => {
  const fault = await store.outage.examine(outages);
  return fault ? unavailable(fault.kind) : ok({ ok: true });
});
