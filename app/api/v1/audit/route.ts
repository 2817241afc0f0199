import { searchAudit } from '#lib/admin/audit/audit.ts';
import { ROUTES } from '#lib/api/routes.ts';
import { ok } from '#lib/kernel/result.ts';
import { door } from '../door.ts';

export const GET = door(ROUTES.searchAudit, async ({ store, query }) => ok(await searchAudit(store, query)));
