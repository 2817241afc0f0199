import { ROUTES } from '#lib/api/routes.ts';
import { readMergePreview } from '#lib/editorial/entries/queries/merge-preview.ts';
import { door } from '../../../door.ts';
import { found } from '../../../found.ts';

export const GET = door(ROUTES.previewContextMerge, async ({ store, params, query }) =>
  found(
    await readMergePreview(store, params.id, query.into, query),
    `A merge of context ${params.id} into ${query.into}`,
  ),
);
