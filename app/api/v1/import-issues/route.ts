import { ROUTES } from '#lib/api/routes.ts';
import { listImportIssues } from '#lib/exchange/import/queries/import-issues.ts';
import { ok } from '#lib/kernel/result.ts';
import { door } from '../door.ts';

export const GET = door(ROUTES.listImportIssues, async ({ store, query }) => ok(await listImportIssues(store, query)));
