import type { EventId } from '#lib/domain/ids.ts';
import { listRevisions } from '#lib/queries/revisions.ts';
import { door } from '../../../door.ts';
import { found } from '../../../found.ts';
import { ROUTES } from '../../../routes.ts';

export const GET = door(ROUTES.listRevisions, async ({ store, params, query }) => found(await listRevisions(store, params.id as EventId, query), `Entry ${params.id}`));
