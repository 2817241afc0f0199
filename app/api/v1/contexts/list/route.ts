import { ROUTES } from '#lib/api/routes.ts';
import { listContexts } from '#lib/editorial/contexts/queries/contexts.ts';
import { ok } from '#lib/kernel/result.ts';
import { door } from '../../door.ts';

export const GET = door(ROUTES.readVocabulary, async ({ store, query }) => ok(await listContexts(store, query)));
