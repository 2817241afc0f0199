import { ok } from '#lib/domain/result.ts';
import { listContexts } from '#lib/queries/contexts.ts';
import { door } from '../../door.ts';
import { ROUTES } from '../../routes.ts';

export const GET = door(ROUTES.readVocabulary, async ({ store, query }) => ok(await listContexts(store, query)));
