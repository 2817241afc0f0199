import { ok } from '#lib/domain/result.ts';
import { searchAudit } from '#lib/queries/audit.ts';
import { door } from '../door.ts';
import { ROUTES } from '../routes.ts';

export const GET = door(ROUTES.searchAudit, async ({ store, query }) => ok(await searchAudit(store, query)));
