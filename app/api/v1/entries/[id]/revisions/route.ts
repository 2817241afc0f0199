import { listRevisions } from '#lib/queries/revisions.ts';
import { door } from '../../../door.ts';
import { found } from '../../../found.ts';
import { ROUTES } from '../../../routes.ts';

export const GET = door(ROUTES.listRevisions, async ({ store, params, query }) =>
  found(await listRevisions(store, params.id, query), `Entry ${params.id}`),
);
