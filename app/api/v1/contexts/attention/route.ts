import { ROUTES } from '#lib/api/routes.ts';
import { countFindings, listFindings } from '#lib/editorial/contexts/queries/context-attention.ts';
import { ok } from '#lib/kernel/result.ts';
import { door } from '../../door.ts';

export const GET = door(ROUTES.listContextFindings, async ({ store, query }) => {
  const [counts, page] = await Promise.all([countFindings(store), listFindings(store, query.list ?? 'near', query)]);
  return ok({ counts, ...page });
});
