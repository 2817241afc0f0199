import { ROUTES } from '#lib/api/routes.ts';
import { readContextChange } from '#lib/editorial/contexts/actions/read-context-change.ts';
import { door } from '../../../door.ts';
import { found } from '../../../found.ts';

export const GET = door(ROUTES.readContextChange, async ({ store, params }) =>
  found(await readContextChange(store, params.id), `Change ${params.id}`),
);
