import { ok } from '#lib/domain/result.ts';
import { suggest } from '#lib/queries/suggest.ts';
import { door } from '../door.ts';
import { ROUTES } from '../routes.ts';

export const POST = door(ROUTES.suggest, async ({ store, body }) => {
  const [suggestions] = await suggest(store, [body]);
  return ok(suggestions);
});
