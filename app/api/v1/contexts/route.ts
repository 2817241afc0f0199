import { ROUTES } from '#lib/api/routes.ts';
import { createContext } from '#lib/editorial/contexts/actions/create-context.ts';
import { findContexts } from '#lib/editorial/contexts/queries/find-contexts.ts';
import { ok } from '#lib/kernel/result.ts';
import { door } from '../door.ts';

export const GET = door(ROUTES.listContexts, async ({ store, query }) =>
  ok({ items: await findContexts(store, query.q ?? '', query) }),
);

export const POST = door(ROUTES.createContext, ({ store, actor, body }) => createContext(store, actor, body));
