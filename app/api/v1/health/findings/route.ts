import { ok } from '#lib/domain/result.ts';
import { examineInstallation } from '#lib/queries/installation.ts';
import { door } from '../../door.ts';
import { ROUTES } from '../../routes.ts';

export const GET = door(ROUTES.examine, async ({ store }) => {
  const findings = await examineInstallation(store);
  return ok({ ok: findings.every(({ state }) => state !== 'wrong'), findings });
});
