import { changeContext } from '#lib/actions/change-context.ts';
import { readContext } from '#lib/queries/contexts.ts';
import { door } from '../../door.ts';
import { found } from '../../found.ts';
import { ROUTES } from '../../routes.ts';

export const GET = door(ROUTES.readContext, async ({ store, params }) =>
  found(await readContext(store, params.id), `Context ${params.id}`),
);

export const PATCH = door(ROUTES.changeContext, ({ store, actor, params, body }) =>
  changeContext(store, actor, params.id, body),
);
