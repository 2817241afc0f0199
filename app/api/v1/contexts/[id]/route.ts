import { ROUTES } from '#lib/api/routes.ts';
import { changeContext } from '#lib/editorial/contexts/actions/change-context.ts';
import { readContext } from '#lib/editorial/contexts/queries/context-view.ts';
import { door } from '../../door.ts';
import { found } from '../../found.ts';

export const GET = door(ROUTES.readContext, async ({ store, params }) =>
  found(await readContext(store, params.id), `Context ${params.id}`),
);

export const PATCH = door(ROUTES.changeContext, ({ store, actor, params, body }) =>
  changeContext(store, actor, params.id, body),
);
