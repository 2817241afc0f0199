import { ROUTES } from '#lib/api/routes.ts';
import { readRevision } from '#lib/editorial/entries/queries/revisions.ts';
import { door } from '../../../../door.ts';
import { found } from '../../../../found.ts';

export const GET = door(ROUTES.readRevision, async ({ store, params: { id, revision } }) =>
  found(await readRevision(store, id, revision), `Revision ${revision} of entry ${id}`),
);
