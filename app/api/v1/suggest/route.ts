import { ok } from '#lib/domain/result.ts';
import { suggestFor } from '#lib/queries/suggest.ts';
import { door } from '../door.ts';
import { ROUTES } from '../routes.ts';

export const POST = door(ROUTES.suggest, async ({ store, body }) => ok(await suggestFor(store, body)));
