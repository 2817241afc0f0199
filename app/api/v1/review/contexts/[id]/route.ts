import { readContextChange } from '#lib/actions/read-context-change.ts';
import { door } from '../../../door.ts';
import { found } from '../../../found.ts';
import { ROUTES } from '../../../routes.ts';

export const GET = door(ROUTES.readContextChange, async ({ store, params }) =>
  found(await readContextChange(store, params.id), `Change ${params.id}`),
);
