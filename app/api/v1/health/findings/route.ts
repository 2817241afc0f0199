import { examineInstallation } from '#lib/admin/health/installation.ts';
import { ROUTES } from '#lib/api/routes.ts';
import { ok } from '#lib/kernel/result.ts';
import { door } from '../../door.ts';

export const GET = door(ROUTES.examine, async ({ store }) => {
  const findings = await examineInstallation(store);
  return ok({ ok: findings.every(({ state }) => state !== 'wrong'), findings });
});
