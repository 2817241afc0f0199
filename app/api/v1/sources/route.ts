import { ok } from '#lib/domain/result.ts';
import { listSources } from '#lib/queries/sources.ts';
import { door } from '../door.ts';
import { ROUTES } from '../routes.ts';

export const GET = door(ROUTES.listSources, async ({ store, query }) => ok(await listSources(store, query)));
