import { ROUTES } from '#lib/api/routes.ts';
import { readProseChange } from '#lib/editorial/prose/prose-change.ts';
import { door } from '../../../door.ts';
import { found } from '../../../found.ts';

export const GET = door(ROUTES.readProse, async ({ store, params }) =>
  found(await readProseChange(store, params.id), `Page proposal ${params.id}`),
);
