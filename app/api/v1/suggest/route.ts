import { ROUTES } from '#lib/api/routes.ts';
import { suggestFor } from '#lib/discovery/suggestions/queries/suggest.ts';
import { ok } from '#lib/kernel/result.ts';
import { door } from '../door.ts';

export const POST = door(ROUTES.suggest, async ({ store, body }) => ok(await suggestFor(store, body)));
