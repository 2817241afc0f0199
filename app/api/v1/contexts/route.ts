import { createContext } from '#lib/actions/create-context.ts';
import { ok } from '#lib/domain/result.ts';
import { findContexts } from '#lib/queries/find-contexts.ts';
import { door } from '../door.ts';
import { ROUTES } from '../routes.ts';

export const GET = door(ROUTES.listContexts, async ({ store, query }) =>
  ok({ items: await findContexts(store, query.q ?? '', query) }),
);

export const POST = door(ROUTES.createContext, ({ store, actor, body }) => createContext(store, actor, body));
