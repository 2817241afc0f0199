import { readProseChange } from '#lib/queries/prose-change.ts';
import { door } from '../../../door.ts';
import { found } from '../../../found.ts';
import { ROUTES } from '../../../routes.ts';

export const GET = door(ROUTES.readProse, async ({ store, params }) =>
  found(await readProseChange(store, params.id), `Page proposal ${params.id}`),
);
