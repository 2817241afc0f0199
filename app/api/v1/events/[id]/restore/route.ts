import { restoreRevision } from '#lib/actions/restore-revision.ts';
import type { EventId } from '#lib/domain/ids.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.restoreRevision, ({ store, actor, params, body }) => restoreRevision(store, actor, params.id as EventId, body.revision));
