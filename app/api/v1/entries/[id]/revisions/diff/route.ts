import type { RevisionId } from '#lib/domain/ids.ts';
import { readDifference } from '#lib/queries/revisions.ts';
import { door } from '../../../../door.ts';
import { found } from '../../../../found.ts';
import { ROUTES } from '../../../../routes.ts';

export const GET = door(ROUTES.compareRevisions, async ({ store, params: { id }, query: { from, to } }) =>
  found(
    await readDifference(store, id, from as RevisionId, to as RevisionId),
    `One of the revisions ${from} and ${to} of entry ${id}`,
  ),
);
