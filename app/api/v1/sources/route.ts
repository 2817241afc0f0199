import { ROUTES } from '#lib/api/routes.ts';
import { ok } from '#lib/kernel/result.ts';
import { listSources } from '#lib/sources/queries/sources.ts';
import { door } from '../door.ts';

export const GET = door(ROUTES.listSources, async ({ store, query }) => ok(await listSources(store, query)));
