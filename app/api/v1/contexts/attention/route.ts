import { ROUTES } from '#lib/api/routes.ts';
import { countCare, listCare } from '#lib/editorial/contexts/queries/context-attention.ts';
import { ok } from '#lib/kernel/result.ts';
import { door } from '../../door.ts';

export const GET = door(ROUTES.listContextFindings, async ({ store, query }) => {
  const [counts, page] = await Promise.all([countCare(store), listCare(store, query.list ?? 'near', query)]);
  return ok({ counts, ...page });
});
