import { ROUTES } from '#lib/api/routes.ts';
import { listRevisions } from '#lib/editorial/entries/queries/revisions.ts';
import { door } from '../../../door.ts';
import { found } from '../../../found.ts';

export const GET = door(ROUTES.listRevisions, async ({ store, params, query }) =>
  found(await listRevisions(store, params.id, query), `Entry ${params.id}`),
);
