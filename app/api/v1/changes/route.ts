import { ROUTES } from '#lib/api/routes.ts';
import { readChanges } from '#lib/editorial/published/changes.ts';
import { ok } from '#lib/kernel/result.ts';
import { door } from '../door.ts';

export const GET = door(ROUTES.listChanges, async ({ store, query }) => ok(await readChanges(store, query)));
