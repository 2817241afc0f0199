import { ROUTES } from '#lib/api/routes.ts';
import { readDifference } from '#lib/editorial/entries/queries/revisions.ts';
import { type RevisionId, toId } from '#lib/kernel/ids.ts';
import { door } from '../../../../door.ts';
import { found } from '../../../../found.ts';

export const GET = door(ROUTES.compareRevisions, async ({ store, params: { id }, query: { from, to } }) =>
  found(
    await readDifference(store, id, toId<RevisionId>(from), toId<RevisionId>(to)),
    `One of the revisions ${from} and ${to} of entry ${id}`,
  ),
);
