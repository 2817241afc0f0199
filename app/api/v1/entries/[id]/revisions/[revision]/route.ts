import { readRevision } from '#lib/queries/revisions.ts';
import { door } from '../../../../door.ts';
import { found } from '../../../../found.ts';
import { ROUTES } from '../../../../routes.ts';

export const GET = door(ROUTES.readRevision, async ({ store, params: { id, revision } }) =>
  found(await readRevision(store, id, revision), `Revision ${revision} of entry ${id}`),
);
