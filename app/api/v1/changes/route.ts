import { ok } from '#lib/domain/result.ts';
import { readChanges } from '#lib/queries/changes.ts';
import { door } from '../door.ts';
import { ROUTES } from '../routes.ts';

export const GET = door(ROUTES.listChanges, async ({ store, query }) => ok(await readChanges(store, query)));
