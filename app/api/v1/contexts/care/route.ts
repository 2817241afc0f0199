import { ok } from '#lib/domain/result.ts';
import { countCare, listCare } from '#lib/queries/context-care.ts';
import { door } from '../../door.ts';
import { ROUTES } from '../../routes.ts';

export const GET = door(ROUTES.listContextCare, async ({ store, query }) => {
  const [counts, page] = await Promise.all([countCare(store), listCare(store, query.list ?? 'near', query)]);
  return ok({ counts, ...page });
});
